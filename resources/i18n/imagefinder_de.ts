<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About ImageFinder</source>
        <translation>Über ImageFinder</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Finds pictures by picture in your own photo folders: copies, shared objects, and the photos that a composite was made of. Your photos never leave this computer.</source>
        <translation>Findet Bilder mit Bildern in Ihren eigenen Fotoordnern: Kopien, gemeinsame Objekte und die Fotos, aus denen eine Montage besteht. Ihre Fotos verlassen diesen Rechner nie.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>ImageFinder itself is free software under the MIT licence.</source>
        <translation>ImageFinder selbst ist freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>This photo lies in a reference folder, which is never touched.</source>
        <translation>Dieses Foto liegt in einem Referenzordner, und der wird nie angerührt.</translation>
    </message>
    <message>
        <source>One photo of a group always stays.</source>
        <translation>Ein Foto jeder Gruppe bleibt immer.</translation>
    </message>
    <message>
        <source>Only identical files can share their bytes by a hard link.</source>
        <translation>Nur identische Dateien können ihre Bytes durch einen Hardlink teilen.</translation>
    </message>
    <message>
        <source>Move the marked photos to</source>
        <translation>Markierte Fotos verschieben nach</translation>
    </message>
    <message>
        <source>to the trash</source>
        <translation>in den Papierkorb</translation>
    </message>
    <message>
        <source>to another folder</source>
        <translation>in einen anderen Ordner</translation>
    </message>
    <message>
        <source>becomes a hard link</source>
        <translation>wird zum Hardlink</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>identical</source>
        <translation>identisch</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>gedreht</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>cropped</source>
        <translation>beschnitten</translation>
    </message>
    <message>
        <source>bordered</source>
        <translation>umrahmt</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>gestreckt</translation>
    </message>
    <message>
        <source>distorted</source>
        <translation>verzerrt</translation>
    </message>
    <message>
        <source>greyscale</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation>umgefärbt</translation>
    </message>
    <message>
        <source>watermarked</source>
        <translation>mit Wasserzeichen</translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation>teils verdeckt</translation>
    </message>
    <message>
        <source>retouched</source>
        <translation>retuschiert</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>unscharf</translation>
    </message>
    <message>
        <source>resized</source>
        <translation>skaliert</translation>
    </message>
    <message>
        <source>recompressed</source>
        <translation>neu komprimiert</translation>
    </message>
</context>
<context>
    <name>CleanUpPage</name>
    <message>
        <source>Photos of the plan</source>
        <translation>Fotos des Plans</translation>
    </message>
    <message>
        <source>Nothing is marked</source>
        <translation>Nichts ist markiert</translation>
    </message>
    <message>
        <source>Mark photos in the groups (X keeps only the chosen one), or let the suggestions be marked. You see the whole plan here before anything moves.</source>
        <translation>Markieren Sie Fotos in den Gruppen (X behält nur das gewählte), oder lassen Sie die Vorschläge markieren. Hier sehen Sie den ganzen Plan, bevor sich etwas bewegt.</translation>
    </message>
    <message>
        <source>Mark the copies of identical files</source>
        <translation>Kopien identischer Dateien markieren</translation>
    </message>
    <message>
        <source>Mark all but the suggested photo in every group</source>
        <translation>In jeder Gruppe alle außer dem Vorschlag markieren</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>Es wird aufgeräumt</translation>
    </message>
    <message>
        <source>Yes, clean up</source>
        <translation>Ja, aufräumen</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Save the plan…</source>
        <translation>Plan sichern …</translation>
    </message>
    <message>
        <source>Unmark all</source>
        <translation>Alle Markierungen aufheben</translation>
    </message>
    <message>
        <source>Folder for moves…</source>
        <translation>Zielordner …</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Aufräumen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Making the plan…</source>
        <translation>Der Plan wird erstellt …</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) would go</source>
        <translation>
            <numerusform>%n Foto würde weichen</numerusform>
            <numerusform>%n Fotos würden weichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to the trash</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n in den Papierkorb</numerusform>
            <numerusform>%n in den Papierkorb</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to {folder}</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n nach {folder}</numerusform>
            <numerusform>%n nach {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n become hard links</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n wird zum Hardlink</numerusform>
            <numerusform>%n werden zu Hardlinks</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}. {size} are freed once the trash is emptied. Every group keeps a photo.</source>
        <translation>{what}. {size} werden frei, sobald der Papierkorb geleert ist. Jede Gruppe behält ein Foto.</translation>
    </message>
    <message numerus="yes">
        <source>%n are not byte for byte the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n ist nicht Byte für Byte das Foto, das bleibt.</numerusform>
            <numerusform>%n sind nicht Byte für Byte das Foto, das bleibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have more pixels than the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n hat mehr Pixel als das Foto, das bleibt.</numerusform>
            <numerusform>%n haben mehr Pixel als das Foto, das bleibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n carry camera data that the photo that stays lacks.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n hat Kameradaten, die dem bleibenden Foto fehlen.</numerusform>
            <numerusform>%n haben Kameradaten, die dem bleibenden Foto fehlen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lie on disks that were not connected.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n liegt auf einem Datenträger, der nicht angeschlossen war.</numerusform>
            <numerusform>%n liegen auf Datenträgern, die nicht angeschlossen waren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n can be done.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Auf dem Datenträger geprüft: %n ist möglich.</numerusform>
            <numerusform>Auf dem Datenträger geprüft: %n sind möglich.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n cannot be done and will stay.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Auf dem Datenträger geprüft: %n ist nicht möglich und bleibt.</numerusform>
            <numerusform>Auf dem Datenträger geprüft: %n sind nicht möglich und bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking the files: {done} of {total}</source>
        <translation>Dateien werden geprüft: {done} von {total}</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Plan sichern</translation>
    </message>
    <message>
        <source>Clean-up plan (*.json)</source>
        <translation>Aufräumplan (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gesichert als {path}.</translation>
    </message>
    <message numerus="yes">
        <source>Clean up %n photo(s)? Nothing is deleted; all of it can be put back.</source>
        <translation>
            <numerusform>%n Foto aufräumen? Nichts wird gelöscht; alles lässt sich zurückholen.</numerusform>
            <numerusform>%n Fotos aufräumen? Nichts wird gelöscht; alles lässt sich zurückholen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} erledigt</translation>
    </message>
    <message>
        <source>Stopped; what was done stands, and can be put back from the history.</source>
        <translation>Angehalten; was getan ist, gilt und lässt sich aus dem Verlauf zurückholen.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) cleaned up.</source>
        <translation>
            <numerusform>%n Foto aufgeräumt.</numerusform>
            <numerusform>%n Fotos aufgeräumt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: they stay here with their reason.</source>
        <translation>
            <numerusform>%n ging nicht: es bleibt hier mit seinem Grund.</numerusform>
            <numerusform>%n gingen nicht: sie bleiben hier mit ihrem Grund.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClustersModel</name>
    <message>
        <source>All clusters</source>
        <translation>Alle Verbünde</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n composite(s)</source>
        <translation>
            <numerusform>%n Montage</numerusform>
            <numerusform>%n Montagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareFacts</name>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the results</source>
        <translation>Zurück zu den Treffern</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>Schieben</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Outlines of the objects</source>
        <translation>Umrisse der Objekte</translation>
    </message>
    <message>
        <source>Lines between the matches</source>
        <translation>Linien zwischen Übereinstimmungen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation>Mit diesem Foto suchen</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Datei im Ordner zeigen</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} von {total}</translation>
    </message>
    <message>
        <source>This photo cannot be read at present: its file is gone, or its disk is not connected.</source>
        <translation>Dieses Foto ist zurzeit nicht lesbar: die Datei ist weg oder ihr Datenträger nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The file is gone or its disk is not connected; the kept thumbnail is shown.</source>
        <translation>Die Datei ist weg oder ihr Datenträger nicht angeschlossen; gezeigt wird das gesicherte Vorschaubild.</translation>
    </message>
    <message>
        <source>The shared parts are too small or too smooth to draw single matches.</source>
        <translation>Die gemeinsamen Teile sind zu klein oder zu glatt, um einzelne Übereinstimmungen zu zeichnen.</translation>
    </message>
</context>
<context>
    <name>CompositesPlace</name>
    <message>
        <source>Composites</source>
        <translation>Montagen</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>Ein Bild</translation>
    </message>
    <message>
        <source>Whole collection</source>
        <translation>Ganze Sammlung</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>„{path}“ ist nicht mehr da.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ging schief</translation>
    </message>
    <message>
        <source>Something went wrong inside ImageFinder</source>
        <translation>In ImageFinder ging etwas schief</translation>
    </message>
    <message>
        <source>Your photos and your library are safe, and you can go on working. If you report this, please copy the text below; it holds file names of yours only if the fault was about a file.</source>
        <translation>Ihre Fotos und Ihre Bibliothek sind sicher, und Sie können weiterarbeiten. Wenn Sie dies melden, kopieren Sie bitte den Text; er enthält Dateinamen nur, wenn der Fehler eine Datei betraf.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>not a match</source>
        <translation>gehört nicht zusammen</translation>
    </message>
    <message>
        <source>keep all</source>
        <translation>alle behalten</translation>
    </message>
    <message>
        <source>alternates</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>later</source>
        <translation>später</translation>
    </message>
</context>
<context>
    <name>DecisionsModel</name>
    <message>
        <source>photos that are not in the library now</source>
        <translation>Fotos, die zurzeit nicht in der Bibliothek sind</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>DecisionsPage</name>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Nothing was decided yet</source>
        <translation>Noch nichts entschieden</translation>
    </message>
    <message>
        <source>Decisions are remembered by content: they outlive moved files, rescans and rebuilds.</source>
        <translation>Entscheidungen gelten dem Inhalt: sie überstehen verschobene Dateien, neues Einlesen und neuen Aufbau.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Show those put off again</source>
        <translation>Aufgeschobene wieder zeigen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>A session keeps the list, the place in it and the marks; decisions count in all of them</source>
        <translation>Eine Sitzung merkt sich die Liste, die Stelle darin und die Markierungen; Entscheidungen gelten in allen</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>Neue Sitzung …</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) taken back.</source>
        <translation>
            <numerusform>%n Entscheidung zurückgenommen.</numerusform>
            <numerusform>%n Entscheidungen zurückgenommen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are shown again.</source>
        <translation>
            <numerusform>%n Gruppe wird wieder gezeigt.</numerusform>
            <numerusform>%n Gruppen werden wieder gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everyday review</source>
        <translation>Alltägliche Durchsicht</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Name of the session:</source>
        <translation>Name der Sitzung:</translation>
    </message>
    <message>
        <source>Export decisions</source>
        <translation>Entscheidungen exportieren</translation>
    </message>
    <message>
        <source>Decisions (*.json)</source>
        <translation>Entscheidungen (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gesichert als {path}.</translation>
    </message>
    <message>
        <source>Import decisions</source>
        <translation>Entscheidungen importieren</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n new decision(s).</source>
        <translation>
            <numerusform>%n neue Entscheidung.</numerusform>
            <numerusform>%n neue Entscheidungen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a picture here</source>
        <translation>Ziehen Sie ein Bild hierher</translation>
    </message>
    <message>
        <source>From your files, a web page or a screenshot. Its copies, its objects and its look-alikes are found.</source>
        <translation>Aus Ihren Dateien, von einer Webseite oder als Bildschirmfoto. Kopien, Objekte und Ähnliches werden gefunden.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
</context>
<context>
    <name>DuplicatesPlace</name>
    <message>
        <source>Looking for duplicates</source>
        <translation>Duplikate werden gesucht</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Which photo of a group is suggested to be kept (R)</source>
        <translation>Welches Foto einer Gruppe zum Behalten vorgeschlagen wird (R)</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Nach Duplikaten suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>Dasselbe Bild</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Sieht ähnlich aus</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Serien</translation>
    </message>
    <message>
        <source>Raw and rendered</source>
        <translation>Raw und entwickelt</translation>
    </message>
    <message>
        <source>Clean-up plan</source>
        <translation>Aufräumplan</translation>
    </message>
    <message>
        <source>Everything that is marked, before anything moves (P)</source>
        <translation>Alles Markierte, bevor sich etwas bewegt (P)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What was cleaned up, and putting it back (J)</source>
        <translation>Was aufgeräumt wurde, und wie es zurückkommt (J)</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>What you decided, and taking it back (D)</source>
        <translation>Was Sie entschieden haben, und wie Sie es zurücknehmen (D)</translation>
    </message>
    <message>
        <source>Going on where you left off; the groups before are not shown.</source>
        <translation>Weiter, wo Sie aufgehört haben; die Gruppen davor sind ausgeblendet.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message numerus="yes">
        <source>A clean-up was interrupted. %n photo(s) were checked.</source>
        <translation>
            <numerusform>Ein Aufräumen wurde unterbrochen. %n Foto wurde geprüft.</numerusform>
            <numerusform>Ein Aufräumen wurde unterbrochen. %n Fotos wurden geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on with “{name}”.</source>
        <translation>Weiter mit „{name}“.</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>„{path}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Find what is there twice</source>
        <translation>Finden Sie, was doppelt da ist</translation>
    </message>
    <message>
        <source>Copies are found even when they were cropped, resized, mirrored or retouched. Nothing is deleted: you look at each group and decide, and every decision is remembered.</source>
        <translation>Kopien werden auch gefunden, wenn sie beschnitten, skaliert, gespiegelt oder retuschiert wurden. Nichts wird gelöscht: Sie sehen jede Gruppe an und entscheiden, und jede Entscheidung bleibt erhalten.</translation>
    </message>
    <message>
        <source>Nothing left to decide here</source>
        <translation>Hier ist nichts mehr zu entscheiden</translation>
    </message>
    <message>
        <source>The library is open for reading only; groups cannot be made now.</source>
        <translation>Die Bibliothek ist nur zum Lesen offen; Gruppen können jetzt nicht gebildet werden.</translation>
    </message>
    <message>
        <source>{done} of {total} pairs compared</source>
        <translation>{done} von {total} Paaren verglichen</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n Gruppe</numerusform>
            <numerusform>%n Gruppen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>{s} s</source>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{m} min {s:02d} s</source>
        <translation>{m} min {s:02d} s</translation>
    </message>
    <message>
        <source>{h} h {m:02d} min</source>
        <translation>{h} h {m:02d} min</translation>
    </message>
</context>
<context>
    <name>EntriesModel</name>
    <message>
        <source>now at {place}</source>
        <translation>jetzt in {place}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Folder, or reason</source>
        <translation>Ordner oder Grund</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>“{name}” cannot be opened. {reason}: {detail}.</source>
        <translation>„{name}“ kann nicht geöffnet werden. {reason}: {detail}.</translation>
    </message>
    <message>
        <source>The disk that holds the library is full. Free some room and scan again.</source>
        <translation>Der Datenträger der Bibliothek ist voll. Schaffen Sie Platz und lesen Sie erneut ein.</translation>
    </message>
    <message>
        <source>The library was written by a newer version of ImageFinder and was left untouched: {path}</source>
        <translation>Die Bibliothek wurde von einer neueren Version von ImageFinder geschrieben und blieb unberührt: {path}</translation>
    </message>
    <message>
        <source>The library is in use by another program: {path}</source>
        <translation>Die Bibliothek wird von einem anderen Programm benutzt: {path}</translation>
    </message>
    <message>
        <source>A file of the library is damaged: {path}</source>
        <translation>Eine Datei der Bibliothek ist beschädigt: {path}</translation>
    </message>
    <message>
        <source>Something unexpected happened: {error}</source>
        <translation>Etwas Unerwartetes ist geschehen: {error}</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>The file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>The file is gone</source>
        <translation>Die Datei ist weg</translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation>Keine Leseberechtigung</translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>A format that is not supported</source>
        <translation>Ein Format, das nicht unterstützt wird</translation>
    </message>
    <message>
        <source>The picture is damaged</source>
        <translation>Das Bild ist beschädigt</translation>
    </message>
    <message>
        <source>The file breaks off</source>
        <translation>Die Datei bricht ab</translation>
    </message>
    <message>
        <source>Too large for this computer&apos;s memory</source>
        <translation>Zu groß für den Speicher dieses Rechners</translation>
    </message>
    <message>
        <source>Reading it took too long</source>
        <translation>Das Lesen dauerte zu lange</translation>
    </message>
    <message>
        <source>Its decoder crashed</source>
        <translation>Der Decoder ist abgestürzt</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>Zu wenig Speicher</translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation>Der Datenträger konnte sie nicht lesen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>Von Tag</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>Bis Tag</translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation>Kleinste Datei</translation>
    </message>
    <message>
        <source>Fewest pixels</source>
        <translation>Wenigste Pixel</translation>
    </message>
    <message>
        <source>Any file size</source>
        <translation>Jede Dateigröße</translation>
    </message>
    <message>
        <source>{n} MB or more</source>
        <translation>{n} MB oder mehr</translation>
    </message>
    <message>
        <source>{n} kB or more</source>
        <translation>{n} kB oder mehr</translation>
    </message>
    <message>
        <source>Any resolution</source>
        <translation>Jede Auflösung</translation>
    </message>
    <message>
        <source>{n} megapixels or more</source>
        <translation>{n} Megapixel oder mehr</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Find pictures by picture</source>
        <translation>Bilder mit Bildern finden</translation>
    </message>
    <message>
        <source>Which folder holds your photos? They are only read: nothing is changed, moved or sent anywhere.</source>
        <translation>In welchem Ordner liegen Ihre Fotos? Sie werden nur gelesen: nichts wird verändert, verschoben oder verschickt.</translation>
    </message>
    <message>
        <source>Use “{name}”</source>
        <translation>„{name}“ benutzen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Copies and edits</source>
        <translation>Kopien und Bearbeitungen</translation>
    </message>
    <message>
        <source>The same picture, cropped, resized, mirrored or recompressed.</source>
        <translation>Dasselbe Bild, beschnitten, skaliert, gespiegelt oder neu komprimiert.</translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation>Gemeinsame Objekte</translation>
    </message>
    <message>
        <source>Photos that show the same thing, outlined in both pictures.</source>
        <translation>Fotos, die dasselbe zeigen, in beiden Bildern umrandet.</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>Montagen</translation>
    </message>
    <message>
        <source>Which of your photos a picture was put together from.</source>
        <translation>Aus welchen Ihrer Fotos ein Bild zusammengesetzt ist.</translation>
    </message>
</context>
<context>
    <name>FoldersModel</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht angeschlossen</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>angeschlossen</translation>
    </message>
    <message numerus="yes">
        <source>%n pattern(s) left out</source>
        <translation>
            <numerusform>%n Muster ausgelassen</numerusform>
            <numerusform>%n Muster ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>follows links</source>
        <translation>folgt Verknüpfungen</translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>byte for byte the same</source>
        <translation>Byte für Byte gleich</translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <comment>files of a group that will go</comment>
        <translation>
            <numerusform>%n markiert</numerusform>
            <numerusform>%n markiert</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} could be freed</source>
        <translation>{size} könnten frei werden</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Copy or edit</source>
        <translation>Kopie oder Bearbeitung</translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation>Teilt ein Objekt</translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Sieht ähnlich aus</translation>
    </message>
    <message>
        <source>Similarity {score} percent</source>
        <translation>Ähnlichkeit {score} Prozent</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) in common</source>
        <translation>
            <numerusform>%n gemeinsames Objekt</numerusform>
            <numerusform>%n gemeinsame Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>Object {number}</source>
        <translation>Objekt {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Übereinstimmung</numerusform>
            <numerusform>%n Übereinstimmungen</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} % of the query</source>
        <translation>{share} % der Anfrage</translation>
    </message>
    <message>
        <source>possible, not verified</source>
        <translation>möglich, nicht bestätigt</translation>
    </message>
    <message>
        <source>better</source>
        <translation>besser</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>planned</source>
        <translation>geplant</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>nicht erledigt</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>zurückgeholt</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Clean-ups</source>
        <translation>Aufräumaktionen</translation>
    </message>
    <message>
        <source>Photos of the clean-up</source>
        <translation>Fotos der Aufräumaktion</translation>
    </message>
    <message>
        <source>Putting photos back</source>
        <translation>Fotos werden zurückgeholt</translation>
    </message>
    <message>
        <source>Put all back</source>
        <translation>Alle zurückholen</translation>
    </message>
    <message>
        <source>Put the chosen back</source>
        <translation>Gewählte zurückholen</translation>
    </message>
    <message>
        <source>Photos lie in your desktop&apos;s trash until you empty it.</source>
        <translation>Fotos liegen im Papierkorb Ihres Desktops, bis Sie ihn leeren.</translation>
    </message>
    <message>
        <source>Nothing was cleaned up yet</source>
        <translation>Noch nichts aufgeräumt</translation>
    </message>
    <message>
        <source>Every clean-up is written down here, file by file, and can be put back at any time.</source>
        <translation>Jedes Aufräumen wird hier Datei für Datei festgehalten und lässt sich jederzeit zurückholen.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) put back.</source>
        <translation>
            <numerusform>%n Foto zurückgeholt.</numerusform>
            <numerusform>%n Fotos zurückgeholt.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” could not be put back: {reason}.</source>
        <translation>„{name}“ konnte nicht zurückgeholt werden: {reason}.</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>you chose it</source>
        <translation>Sie haben es gewählt</translation>
    </message>
    <message>
        <source>the other was made from it</source>
        <translation>das andere ist daraus entstanden</translation>
    </message>
    <message>
        <source>more pixels: {width} × {height} against {other} × {by}</source>
        <translation>mehr Pixel: {width} × {height} gegen {other} × {by}</translation>
    </message>
    <message>
        <source>more camera data</source>
        <translation>mehr Kameradaten</translation>
    </message>
    <message>
        <source>larger file: {size} against {other}</source>
        <translation>größere Datei: {size} gegen {other}</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>in a preferred folder</source>
        <translation>in einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>named like an original</source>
        <translation>heißt wie ein Original</translation>
    </message>
    <message>
        <source>in a reference folder</source>
        <translation>in einem Referenzordner</translation>
    </message>
    <message>
        <source>the others cannot be reached at present</source>
        <translation>die anderen sind zurzeit nicht erreichbar</translation>
    </message>
    <message>
        <source>first by name: no rule sees a difference</source>
        <translation>dem Namen nach das erste: keine Regel sieht einen Unterschied</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>open or paste a picture to search with</source>
        <translation>ein Bild zum Suchen öffnen oder einfügen</translation>
    </message>
    <message>
        <source>add a folder of photos</source>
        <translation>einen Ordner mit Fotos hinzufügen</translation>
    </message>
    <message>
        <source>go to a place</source>
        <translation>zu einem Ort gehen</translation>
    </message>
    <message>
        <source>look for changes; pause the scan or go on</source>
        <translation>nach Änderungen sehen; Einlesen anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>save the results</source>
        <translation>die Treffer sichern</translation>
    </message>
    <message>
        <source>take the last decision back</source>
        <translation>die letzte Entscheidung zurücknehmen</translation>
    </message>
    <message>
        <source>On the query picture</source>
        <translation>Auf dem Anfragebild</translation>
    </message>
    <message>
        <source>a rectangle in the middle</source>
        <translation>ein Rechteck in der Mitte</translation>
    </message>
    <message>
        <source>move it; with Shift size it, with Ctrl by single pixels</source>
        <translation>verschieben; mit Umschalt Größe ändern, mit Strg pixelweise</translation>
    </message>
    <message>
        <source>next part, remove it, whole picture</source>
        <translation>nächster Teil, entfernen, ganzes Bild</translation>
    </message>
    <message>
        <source>Among the results</source>
        <translation>Bei den Treffern</translation>
    </message>
    <message>
        <source>choose a photo and compare it</source>
        <translation>ein Foto wählen und vergleichen</translation>
    </message>
    <message>
        <source>larger or smaller thumbnails</source>
        <translation>größere oder kleinere Vorschaubilder</translation>
    </message>
    <message>
        <source>In the comparison</source>
        <translation>Im Vergleich</translation>
    </message>
    <message>
        <source>side by side, swipe, blink, difference</source>
        <translation>nebeneinander, schieben, blinken, Unterschied</translation>
    </message>
    <message>
        <source>outlines, lines between the matches</source>
        <translation>Umrisse, Linien zwischen Übereinstimmungen</translation>
    </message>
    <message>
        <source>zoom in, zoom out, show all</source>
        <translation>vergrößern, verkleinern, alles zeigen</translation>
    </message>
    <message>
        <source>previous and next result, back</source>
        <translation>voriger und nächster Treffer, zurück</translation>
    </message>
    <message>
        <source>Among the duplicates</source>
        <translation>Bei den Duplikaten</translation>
    </message>
    <message>
        <source>choose a group and a photo of it, compare it with the first</source>
        <translation>Gruppe und Foto wählen, mit dem ersten vergleichen</translation>
    </message>
    <message>
        <source>keep all, alternates, not a match, later</source>
        <translation>alle behalten, Varianten, gehört nicht zusammen, später</translation>
    </message>
    <message>
        <source>keep only this, trash, other folder, hard link, unmark</source>
        <translation>nur dieses behalten, Papierkorb, anderer Ordner, Hardlink, Markierung aufheben</translation>
    </message>
    <message>
        <source>clean-up plan, history, decisions, rules</source>
        <translation>Aufräumplan, Verlauf, Entscheidungen, Regeln</translation>
    </message>
    <message>
        <source>in the plan: leave a photo out, begin the clean-up</source>
        <translation>im Plan: ein Foto auslassen, aufräumen</translation>
    </message>
    <message>
        <source>In the provenance graph</source>
        <translation>Im Herkunftsgraphen</translation>
    </message>
    <message>
        <source>walk to a photo, take it apart</source>
        <translation>zu einem Foto gehen, es zerlegen</translation>
    </message>
    <message>
        <source>zoom in, zoom out, show all, choose none</source>
        <translation>vergrößern, verkleinern, alles zeigen, nichts wählen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>LabPlace</name>
    <message>
        <source>Measuring</source>
        <translation>Es wird gemessen</translation>
    </message>
    <message>
        <source>Measure the index on your own photos</source>
        <translation>Messen Sie den Index an Ihren eigenen Fotos</translation>
    </message>
    <message>
        <source>Features of your photos are drawn at random, each method learns from them, and its answers are held against exact search: how many are right, how long it takes, how many bytes it needs.</source>
        <translation>Merkmale Ihrer Fotos werden zufällig gezogen, jedes Verfahren lernt daraus, und seine Antworten werden mit exakter Suche verglichen: wie viele stimmen, wie lange es dauert, wie viele Byte es braucht.</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Number of features</source>
        <translation>Zahl der Merkmale</translation>
    </message>
    <message>
        <source>{count} features</source>
        <translation>{count} Merkmale</translation>
    </message>
    <message>
        <source>Bytes per code</source>
        <translation>Byte je Code</translation>
    </message>
    <message>
        <source>{count} bytes per code</source>
        <translation>{count} Byte je Code</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation>Trefferquote@10</translation>
    </message>
    <message>
        <source>Recall@10 against time</source>
        <translation>Trefferquote@10 über Zeit</translation>
    </message>
    <message>
        <source>milliseconds per query</source>
        <translation>Millisekunden je Anfrage</translation>
    </message>
    <message>
        <source>Recall@10 against memory</source>
        <translation>Trefferquote@10 über Speicher</translation>
    </message>
    <message>
        <source>bytes per vector</source>
        <translation>Byte je Vektor</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>{count} features, {queries} queries</source>
        <translation>{count} Merkmale, {queries} Anfragen</translation>
    </message>
</context>
<context>
    <name>LibraryPlace</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation>Nach Änderungen sehen</translation>
    </message>
    <message>
        <source>Read new and changed photos; what is known already is not read again</source>
        <translation>Neue und geänderte Fotos lesen; Bekanntes wird nicht noch einmal gelesen</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Library on disk</source>
        <translation>Bibliothek auf der Platte</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Gerechnet auf</translation>
    </message>
    <message>
        <source>No folder yet</source>
        <translation>Noch kein Ordner</translation>
    </message>
    <message>
        <source>Add the folders that hold your photos, or drop them on this window. They are only read, never changed.</source>
        <translation>Fügen Sie die Ordner mit Ihren Fotos hinzu oder ziehen Sie sie auf dieses Fenster. Sie werden nur gelesen, nie verändert.</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Auslassen …</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Aus der Bibliothek nehmen</translation>
    </message>
    <message>
        <source>The photos are no longer found; the files stay as they are</source>
        <translation>Die Fotos werden nicht mehr gefunden; die Dateien bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Nicht lesbare Dateien</translation>
    </message>
    <message>
        <source>Every file could be read</source>
        <translation>Jede Datei war lesbar</translation>
    </message>
    <message>
        <source>Files that cannot be read are named here, each with the reason.</source>
        <translation>Dateien, die nicht lesbar sind, stehen hier mit dem Grund.</translation>
    </message>
    <message>
        <source>Try these files again</source>
        <translation>Diese Dateien noch einmal versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordner</numerusform>
        </translation>
    </message>
    <message>
        <source>exact search</source>
        <translation>exakte Suche</translation>
    </message>
    <message>
        <source>{vectors} features, {bytes} bytes each</source>
        <translation>{vectors} Merkmale zu je {bytes} Byte</translation>
    </message>
    <message>
        <source>{bytes} of memory in the last scan</source>
        <translation>{bytes} Speicher beim letzten Einlesen</translation>
    </message>
    <message numerus="yes">
        <source>%n described thoroughly</source>
        <translation>
            <numerusform>%n gründlich beschrieben</numerusform>
            <numerusform>%n gründlich beschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n offen</numerusform>
            <numerusform>%n offen</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” was taken out of the library. The files are untouched.</source>
        <translation>„{name}“ wurde aus der Bibliothek genommen. Die Dateien sind unberührt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“{path}” cannot be reached at present.</source>
        <translation>„{path}“ ist zurzeit nicht erreichbar.</translation>
    </message>
    <message>
        <source>Leave out of “{name}”</source>
        <translation>Aus „{name}“ auslassen</translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation>Ein Muster je Zeile, etwa *.tmp, Cache oder Privat/**</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gesichert als {path}.</translation>
    </message>
    <message>
        <source>Another program is writing to this library. You can search in it; scanning is off until that ends.</source>
        <translation>Ein anderes Programm schreibt in diese Bibliothek. Sie können darin suchen; Einlesen ist bis dahin aus.</translation>
    </message>
    <message>
        <source>Choose another data folder in the settings, or move this one away and start again.</source>
        <translation>Wählen Sie in den Einstellungen einen anderen Datenordner, oder verschieben Sie diesen und starten Sie neu.</translation>
    </message>
    <message>
        <source>The library is open for reading only; no folder can be added now.</source>
        <translation>Die Bibliothek ist nur zum Lesen offen; jetzt kann kein Ordner hinzugefügt werden.</translation>
    </message>
    <message>
        <source>The library is open for reading only; it cannot be scanned now.</source>
        <translation>Die Bibliothek ist nur zum Lesen offen; sie kann jetzt nicht eingelesen werden.</translation>
    </message>
    <message>
        <source>The scan has ended after {time}.</source>
        <translation>Das Einlesen ist nach {time} fertig.</translation>
    </message>
    <message>
        <source>No photo was found in “{name}” or in a folder below it.</source>
        <translation>In „{name}“ und den Ordnern darunter wurde kein Foto gefunden.</translation>
    </message>
    <message>
        <source>Take it out of the library</source>
        <translation>Aus der Bibliothek nehmen</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Ein Bild öffnen</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>Bilder ({kinds})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Einen Ordner mit Fotos hinzufügen</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>reference, never touched</source>
        <translation>Referenz, wird nie angerührt</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>suggested to be kept</source>
        <translation>zum Behalten vorgeschlagen</translation>
    </message>
    <message>
        <source>{share} % alike</source>
        <translation>zu {share} % gleich</translation>
    </message>
    <message>
        <source>disk not connected</source>
        <translation>Datenträger nicht angeschlossen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>OverlayCanvas</name>
    <message>
        <source>Query and result laid over each other</source>
        <translation>Anfrage und Treffer übereinander</translation>
    </message>
    <message>
        <source>black: alike   bright: different   hatched: not in the result</source>
        <translation>schwarz: gleich   hell: verschieden   schraffiert: nicht im Treffer</translation>
    </message>
</context>
<context>
    <name>PartsDelegate</name>
    <message>
        <source>host: the ground of the picture</source>
        <translation>Grundbild</translation>
    </message>
    <message>
        <source>donor</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>{score} % · {matches} matches</source>
        <translation>{score} % · {matches} Übereinstimmungen</translation>
    </message>
    <message>
        <source>{share} % of the picture</source>
        <translation>{share} % des Bildes</translation>
    </message>
    <message numerus="yes">
        <source>and %n more photo(s)</source>
        <translation>
            <numerusform>und %n weiteres Foto</numerusform>
            <numerusform>und %n weitere Fotos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsModel</name>
    <message>
        <source>Object {number}: from {name}</source>
        <translation>Objekt {number}: aus {name}</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>The query with its objects outlined</source>
        <translation>Die Anfrage mit umrandeten Objekten</translation>
    </message>
    <message>
        <source>Objects and their donors</source>
        <translation>Objekte und ihre Herkunft</translation>
    </message>
    <message>
        <source>See what a picture is made of</source>
        <translation>Sehen Sie, woraus ein Bild besteht</translation>
    </message>
    <message>
        <source>Search with a picture that was put together from others. Its objects appear here in their own colours, each beside the photo that it was taken from; what no photo of yours explains is hatched.</source>
        <translation>Suchen Sie mit einem Bild, das aus anderen zusammengesetzt ist. Seine Objekte erscheinen hier in eigenen Farben, jedes neben dem Foto, aus dem es stammt; was keines Ihrer Fotos erklärt, ist schraffiert.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Looking for donors</source>
        <translation>Quellen werden gesucht</translation>
    </message>
    <message>
        <source>Search the rest again</source>
        <translation>Den Rest noch einmal suchen</translation>
    </message>
    <message>
        <source>Search for the hatched parts alone: small donors are found this way</source>
        <translation>Nur nach den schraffierten Teilen suchen: so werden kleine Quellen gefunden</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern …</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) explained</source>
        <translation>
            <numerusform>%n Teil erklärt</numerusform>
            <numerusform>%n Teile erklärt</numerusform>
        </translation>
    </message>
    <message>
        <source>Hatched: what no photo of the library explains.</source>
        <translation>Schraffiert: was kein Foto der Bibliothek erklärt.</translation>
    </message>
    <message>
        <source>Every part is explained.</source>
        <translation>Jeder Teil ist erklärt.</translation>
    </message>
    <message>
        <source>Every part is explained, but for hatched remains too small to search with.</source>
        <translation>Jeder Teil ist erklärt, bis auf schraffierte Reste, die für eine Suche zu klein sind.</translation>
    </message>
    <message>
        <source>The hatched parts are too small to search with.</source>
        <translation>Die schraffierten Teile sind zu klein zum Suchen.</translation>
    </message>
    <message numerus="yes">
        <source>%n more donor(s) found.</source>
        <translation>
            <numerusform>%n weitere Quelle gefunden.</numerusform>
            <numerusform>%n weitere Quellen gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo of the library explains the hatched parts.</source>
        <translation>Kein Foto der Bibliothek erklärt die schraffierten Teile.</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>not byte for byte the one that stays</source>
        <translation>nicht Byte für Byte das, das bleibt</translation>
    </message>
    <message>
        <source>has more pixels than the one that stays</source>
        <translation>hat mehr Pixel als das, das bleibt</translation>
    </message>
    <message>
        <source>has camera data that the one that stays lacks</source>
        <translation>hat Kameradaten, die dem bleibenden fehlen</translation>
    </message>
    <message>
        <source>its disk was not connected at the last scan</source>
        <translation>sein Datenträger war beim letzten Einlesen nicht angeschlossen</translation>
    </message>
    <message>
        <source>stays: {reason}</source>
        <translation>bleibt: {reason}</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>not possible: {reason}</source>
        <translation>nicht möglich: {reason}</translation>
    </message>
</context>
<context>
    <name>PlansModel</name>
    <message numerus="yes">
        <source>%n done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n erledigt</numerusform>
            <numerusform>%n erledigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n put back</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n zurückgeholt</numerusform>
            <numerusform>%n zurückgeholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n nicht erledigt</numerusform>
            <numerusform>%n nicht erledigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>shares an object with {name}</source>
        <translation>teilt ein Objekt mit {name}</translation>
    </message>
    <message>
        <source>borrows from {name}</source>
        <translation>übernimmt etwas aus {name}</translation>
    </message>
    <message>
        <source>{name} borrows from it</source>
        <translation>{name} übernimmt etwas daraus</translation>
    </message>
    <message>
        <source>what surrounds the object there comes from another photo</source>
        <translation>was das Objekt dort umgibt, stammt aus einem anderen Foto</translation>
    </message>
    <message>
        <source>parts of it are covered there by something from another photo</source>
        <translation>Teile davon sind dort von etwas aus einem anderen Foto verdeckt</translation>
    </message>
    <message>
        <source>{share} % of this photo, {matches} matches</source>
        <translation>{share} % dieses Fotos, {matches} Übereinstimmungen</translation>
    </message>
    <message>
        <source>Which of the two borrowed cannot be told.</source>
        <translation>Welches vom anderen übernommen hat, ist nicht zu erkennen.</translation>
    </message>
</context>
<context>
    <name>ProvenancePage</name>
    <message>
        <source>Clusters</source>
        <translation>Verbünde</translation>
    </message>
    <message>
        <source>Links of the chosen photo</source>
        <translation>Verbindungen des gewählten Fotos</translation>
    </message>
    <message>
        <source>Looking for composites</source>
        <translation>Montagen werden gesucht</translation>
    </message>
    <message>
        <source>Which photos are made of others?</source>
        <translation>Welche Fotos bestehen aus anderen?</translation>
    </message>
    <message>
        <source>The whole collection is searched for photos that borrow objects from each other. They are drawn as a graph: composites at the left, what they borrow from at the right.</source>
        <translation>Die ganze Sammlung wird nach Fotos durchsucht, die Objekte voneinander übernehmen. Sie werden als Graph gezeichnet: links die Montagen, rechts, woraus sie schöpfen.</translation>
    </message>
    <message>
        <source>Look for composites</source>
        <translation>Nach Montagen suchen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Save the graph…</source>
        <translation>Graph sichern …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Choose a photo: its links and their reasons appear here. An arrow points to the photo that was borrowed from; a dashed line says that it cannot be told.</source>
        <translation>Wählen Sie ein Foto: hier erscheinen seine Verbindungen mit ihren Gründen. Ein Pfeil zeigt auf das Foto, aus dem übernommen wurde; eine gestrichelte Linie heißt, dass es nicht zu erkennen ist.</translation>
    </message>
    <message>
        <source>Take it apart</source>
        <translation>Zerlegen</translation>
    </message>
    <message>
        <source>Show its objects, each beside the photo it comes from (Return)</source>
        <translation>Seine Objekte zeigen, jedes neben dem Foto, aus dem es stammt (Eingabe)</translation>
    </message>
    <message>
        <source>Search with it</source>
        <translation>Damit suchen</translation>
    </message>
    <message>
        <source>The library is open for reading only; it cannot be searched so.</source>
        <translation>Die Bibliothek ist nur zum Lesen offen; so kann sie nicht durchsucht werden.</translation>
    </message>
    <message>
        <source>{done} of {total} photos compared</source>
        <translation>{done} von {total} Fotos verglichen</translation>
    </message>
    <message>
        <source>Looking for copies first: they count as one photo</source>
        <translation>Zuerst werden Kopien gesucht: sie zählen als ein Foto</translation>
    </message>
    <message>
        <source>Looking for shared objects</source>
        <translation>Gemeinsame Objekte werden gesucht</translation>
    </message>
    <message>
        <source>No photos of the collection share an object.</source>
        <translation>Keine Fotos der Sammlung teilen ein Objekt.</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n Verbund</numerusform>
            <numerusform>%n Verbünde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n Verbindung</numerusform>
            <numerusform>%n Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stands for %n more version(s) of it</source>
        <translation>
            <numerusform>steht für %n weitere Fassung davon</numerusform>
            <numerusform>steht für %n weitere Fassungen davon</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the graph</source>
        <translation>Graph sichern</translation>
    </message>
    <message>
        <source>Web page with every link outlined (*.html)</source>
        <translation>Webseite mit allen Verbindungen umrandet (*.html)</translation>
    </message>
    <message>
        <source>Picture of the graph (*.png)</source>
        <translation>Bild des Graphen (*.png)</translation>
    </message>
    <message>
        <source>GraphML, for Gephi, yEd and others (*.graphml)</source>
        <translation>GraphML, für Gephi, yEd und andere (*.graphml)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gesichert als {path}.</translation>
    </message>
</context>
<context>
    <name>ProvenanceView</name>
    <message>
        <source>Provenance graph</source>
        <translation>Herkunftsgraph</translation>
    </message>
    <message numerus="yes">
        <source>with %n version(s)</source>
        <translation>
            <numerusform>mit %n Fassung</numerusform>
            <numerusform>mit %n Fassungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueryCanvas</name>
    <message>
        <source>Query picture</source>
        <translation>Anfragebild</translation>
    </message>
    <message>
        <source>Press R for a rectangle, arrows to move it, Shift and arrows to size it, Escape for the whole picture.</source>
        <translation>R für ein Rechteck, Pfeile zum Verschieben, Umschalt und Pfeile für die Größe, Esc für das ganze Bild.</translation>
    </message>
</context>
<context>
    <name>QueryPane</name>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Recent queries</source>
        <translation>Letzte Anfragen</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Ein Bild öffnen</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Ein Bild einfügen</translation>
    </message>
    <message>
        <source>Take the query away</source>
        <translation>Anfrage entfernen</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw several parts</source>
        <translation>Mehrere Teile zeichnen</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>The whole picture is searched. Draw on it to search for a part.</source>
        <translation>Das ganze Bild wird gesucht. Zeichnen Sie darauf, um einen Teil zu suchen.</translation>
    </message>
    <message>
        <source>A part of {width} × {height} pixels is searched.</source>
        <translation>Ein Teil von {width} × {height} Pixeln wird gesucht.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are searched.</source>
        <translation>
            <numerusform>%n Teil wird gesucht.</numerusform>
            <numerusform>%n Teile werden gesucht.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>Orte</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Duplikate</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>Montagen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>RangeHistogram</name>
    <message>
        <source>Similarity range: drag the ends, click a bar, double-click for all</source>
        <translation>Ähnlichkeitsbereich: Enden ziehen, Balken anklicken, Doppelklick für alles</translation>
    </message>
    <message>
        <source>Similarity from {low} to {high} percent</source>
        <translation>Ähnlichkeit von {low} bis {high} Prozent</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) here</source>
        <translation>
            <numerusform>%n Treffer hier</numerusform>
            <numerusform>%n Treffer hier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>at {percent} % size</source>
        <translation>auf {percent} % Größe</translation>
    </message>
    <message>
        <source>upside down</source>
        <translation>auf dem Kopf</translation>
    </message>
    <message>
        <source>turned {degrees}° clockwise</source>
        <translation>um {degrees}° im Uhrzeigersinn gedreht</translation>
    </message>
    <message>
        <source>turned {degrees}° anticlockwise</source>
        <translation>um {degrees}° gegen den Uhrzeigersinn gedreht</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>gespiegelt</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>Dasselbe Bild</translation>
    </message>
    <message>
        <source>the query is a crop of it ({share} of this photo)</source>
        <translation>die Anfrage ist ein Ausschnitt davon ({share} dieses Fotos)</translation>
    </message>
    <message>
        <source>it is a part of the query ({share} of it)</source>
        <translation>es ist ein Teil der Anfrage ({share} davon)</translation>
    </message>
    <message>
        <source>cropped differently ({share} in common)</source>
        <translation>anders beschnitten ({share} gemeinsam)</translation>
    </message>
    <message>
        <source>{share} of the detail differs</source>
        <translation>{share} der Einzelheiten weichen ab</translation>
    </message>
    <message>
        <source>The same file, byte for byte</source>
        <translation>Dieselbe Datei, Byte für Byte</translation>
    </message>
    <message numerus="yes">
        <source>Shares %n object(s)</source>
        <translation>
            <numerusform>Teilt %n Objekt</numerusform>
            <numerusform>Teilt %n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>May share %n object(s)</source>
        <translation>
            <numerusform>Teilt vielleicht %n Objekt</numerusform>
            <numerusform>Teilt vielleicht %n Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Übereinstimmung</numerusform>
            <numerusform>%n Übereinstimmungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Sieht ähnlich aus</translation>
    </message>
    <message>
        <source>This part of the picture has too few details to find objects by: only look-alikes can be found.</source>
        <translation>Dieser Teil des Bildes hat zu wenig Einzelheiten, um Objekte daran zu finden: nur Ähnliches kann gefunden werden.</translation>
    </message>
    <message>
        <source>This picture has too few details to find objects by: only look-alikes and copies of the whole picture can be found.</source>
        <translation>Dieses Bild hat zu wenig Einzelheiten, um Objekte daran zu finden: nur Ähnliches und Kopien des ganzen Bildes können gefunden werden.</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>the plan does not describe its group</source>
        <translation>der Plan beschreibt ihre Gruppe nicht</translation>
    </message>
    <message>
        <source>its group has no other photo</source>
        <translation>ihre Gruppe hat kein anderes Foto</translation>
    </message>
    <message>
        <source>it does not belong to its group</source>
        <translation>sie gehört nicht zu ihrer Gruppe</translation>
    </message>
    <message>
        <source>it is the photo that its group keeps</source>
        <translation>sie ist das Foto, das ihre Gruppe behält</translation>
    </message>
    <message>
        <source>another group asks for something else</source>
        <translation>eine andere Gruppe verlangt etwas anderes</translation>
    </message>
    <message>
        <source>no photo of its group would be left</source>
        <translation>von ihrer Gruppe bliebe kein Foto übrig</translation>
    </message>
    <message>
        <source>it lies in the reference folder {folder}, which is never touched</source>
        <translation>sie liegt im Referenzordner {folder}, der nie angerührt wird</translation>
    </message>
    <message>
        <source>it lies in {folder} and belongs to the system or a program</source>
        <translation>sie liegt in {folder} und gehört zum System oder einem Programm</translation>
    </message>
    <message>
        <source>it is in a trash folder already</source>
        <translation>sie liegt schon in einem Papierkorb</translation>
    </message>
    <message>
        <source>only identical files can be replaced by a hard link</source>
        <translation>nur gleiche Dateien können durch einen harten Link ersetzt werden</translation>
    </message>
    <message>
        <source>the photo to link to, {file}, is gone or has changed</source>
        <translation>das Foto, auf das der Link zeigen soll, {file}, fehlt oder wurde verändert</translation>
    </message>
    <message>
        <source>no other photo of its group could be read; this one stays</source>
        <translation>kein anderes Foto ihrer Gruppe war lesbar; dieses bleibt</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>sie ist nicht mehr da</translation>
    </message>
    <message>
        <source>it cannot be reached: {why}</source>
        <translation>sie ist nicht erreichbar: {why}</translation>
    </message>
    <message>
        <source>it cannot be read: {why}</source>
        <translation>sie kann nicht gelesen werden: {why}</translation>
    </message>
    <message>
        <source>it is a link to a file, not a copy</source>
        <translation>sie ist ein Verweis auf eine Datei, keine Kopie</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>sie ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>it has changed since the plan was made</source>
        <translation>sie wurde verändert, seit der Plan gemacht wurde</translation>
    </message>
    <message>
        <source>its content has changed since the plan was made</source>
        <translation>ihr Inhalt wurde verändert, seit der Plan gemacht wurde</translation>
    </message>
    <message>
        <source>its folder is read-only</source>
        <translation>ihr Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>its folder is read-only, so that it cannot be moved to the trash</source>
        <translation>ihr Ordner ist schreibgeschützt, daher kann sie nicht in den Papierkorb</translation>
    </message>
    <message>
        <source>the folder {folder} cannot be written to</source>
        <translation>in den Ordner {folder} kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>it is in that folder already</source>
        <translation>sie liegt schon in diesem Ordner</translation>
    </message>
    <message>
        <source>the plan names no folder to move it to</source>
        <translation>der Plan nennt keinen Ordner als Ziel</translation>
    </message>
    <message>
        <source>it cannot be moved to {folder}: {why}</source>
        <translation>sie kann nicht nach {folder} verschoben werden: {why}</translation>
    </message>
    <message>
        <source>{folder} holds too many files of this name</source>
        <translation>{folder} enthält zu viele Dateien dieses Namens</translation>
    </message>
    <message>
        <source>the trash holds too many files of this name</source>
        <translation>der Papierkorb enthält zu viele Dateien dieses Namens</translation>
    </message>
    <message>
        <source>the copy in {folder} differs from the file</source>
        <translation>die Kopie in {folder} weicht von der Datei ab</translation>
    </message>
    <message>
        <source>no hard link could be made here: {why}</source>
        <translation>hier war kein harter Link möglich: {why}</translation>
    </message>
    <message>
        <source>the trash cannot take it: {why}</source>
        <translation>der Papierkorb kann sie nicht aufnehmen: {why}</translation>
    </message>
    <message>
        <source>the trash refused it: {why}</source>
        <translation>der Papierkorb hat sie abgelehnt: {why}</translation>
    </message>
    <message>
        <source>the recycle bin refused it: {why}</source>
        <translation>der Papierkorb hat sie abgelehnt: {why}</translation>
    </message>
    <message>
        <source>the recycle bin did not take it</source>
        <translation>der Papierkorb hat sie nicht angenommen</translation>
    </message>
    <message>
        <source>its disk has no trash and none can be made: {why}</source>
        <translation>ihr Datenträger hat keinen Papierkorb, und es kann keiner angelegt werden: {why}</translation>
    </message>
    <message>
        <source>{folder} is a link, which is not safe to use as a trash</source>
        <translation>{folder} ist ein Verweis und als Papierkorb nicht sicher</translation>
    </message>
    <message>
        <source>it is no longer in the trash at {place}</source>
        <translation>sie liegt nicht mehr im Papierkorb unter {place}</translation>
    </message>
    <message>
        <source>another file stands in its place now; it stays in the trash</source>
        <translation>an ihrer Stelle liegt jetzt eine andere Datei; sie bleibt im Papierkorb</translation>
    </message>
    <message>
        <source>it cannot be put back: {why}</source>
        <translation>sie kann nicht zurückgelegt werden: {why}</translation>
    </message>
    <message>
        <source>the trash does not say where it came from</source>
        <translation>der Papierkorb sagt nicht, woher sie kam</translation>
    </message>
    <message>
        <source>the history does not say where it is</source>
        <translation>der Verlauf sagt nicht, wo sie liegt</translation>
    </message>
    <message>
        <source>the copy at {file} was left there: {why}</source>
        <translation>die Kopie unter {file} blieb dort: {why}</translation>
    </message>
    <message>
        <source>interrupted when it was about to be moved; it is where it was</source>
        <translation>unterbrochen, als sie verschoben werden sollte; sie liegt, wo sie war</translation>
    </message>
    <message>
        <source>it was gone before it could be moved</source>
        <translation>sie war weg, ehe sie verschoben werden konnte</translation>
    </message>
    <message>
        <source>it is neither in its place nor at {place}</source>
        <translation>sie liegt weder an ihrem Platz noch unter {place}</translation>
    </message>
    <message>
        <source>no link could be made, and {why}</source>
        <translation>es war kein Link möglich, und {why}</translation>
    </message>
    <message>
        <source>the copy at {file} has changed and was left there</source>
        <translation>die Kopie unter {file} wurde verändert und blieb dort</translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>Save the results</source>
        <translation>Treffer sichern</translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation>HTML-Bericht (*.html)</translation>
    </message>
    <message>
        <source>PDF report (*.pdf)</source>
        <translation>PDF-Bericht (*.pdf)</translation>
    </message>
    <message>
        <source>Layered picture, one layer per object (*.ora)</source>
        <translation>Bild mit Ebenen, eine je Objekt (*.ora)</translation>
    </message>
    <message>
        <source>PNG layers, one file per object (*.png)</source>
        <translation>PNG-Ebenen, eine Datei je Objekt (*.png)</translation>
    </message>
    <message>
        <source>What was found of {name}</source>
        <translation>Was zu {name} gefunden wurde</translation>
    </message>
    <message>
        <source>The report could not be saved: {why}</source>
        <translation>Der Bericht konnte nicht gesichert werden: {why}</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Copies and edits of this picture</source>
        <translation>Kopien und Bearbeitungen dieses Bildes</translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation>Teilt ein Objekt</translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Sieht ähnlich aus</translation>
    </message>
    <message>
        <source>Its disk is not connected.</source>
        <translation>Ihr Datenträger ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>{name}, {kind}, similarity {score} percent</source>
        <translation>{name}, {kind}, Ähnlichkeit {score} Prozent</translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message>
        <source>Results</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Explained parts</source>
        <translation>Erklärte Teile</translation>
    </message>
    <message>
        <source>Show which photo every part of the query comes from</source>
        <translation>Zeigen, aus welchem Foto jeder Teil der Anfrage stammt</translation>
    </message>
    <message>
        <source>Save these results as a report</source>
        <translation>Diese Treffer als Bericht sichern</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopien</translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation>Gemeinsame Objekte</translation>
    </message>
    <message>
        <source>Look-alikes</source>
        <translation>Ähnliche</translation>
    </message>
    <message>
        <source>Group by kind</source>
        <translation>Nach Art gruppieren</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Beste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Largest file first</source>
        <translation>Größte Datei zuerst</translation>
    </message>
    <message>
        <source>Most pixels first</source>
        <translation>Meiste Pixel zuerst</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Weitere Filter</translation>
    </message>
    <message>
        <source>Add a folder of photos first</source>
        <translation>Fügen Sie zuerst einen Ordner mit Fotos hinzu</translation>
    </message>
    <message>
        <source>ImageFinder looks for pictures in folders that you choose. Your photos stay where they are and are never changed; nothing leaves this computer.</source>
        <translation>ImageFinder sucht in Ordnern, die Sie wählen. Ihre Fotos bleiben, wo sie sind, und werden nie verändert; nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Your photos are being read</source>
        <translation>Ihre Fotos werden eingelesen</translation>
    </message>
    <message>
        <source>You can ask with a picture already: it is looked for among the photos that have been read so far.</source>
        <translation>Sie können schon mit einem Bild fragen: gesucht wird unter den Fotos, die bisher gelesen sind.</translation>
    </message>
    <message>
        <source>Ask with a picture</source>
        <translation>Fragen Sie mit einem Bild</translation>
    </message>
    <message>
        <source>Drop a picture on the left. You will see its copies and edits, photos that share an object with it, and photos that look alike, each with the reason why. Draw a rectangle on the picture to ask for one part of it.</source>
        <translation>Ziehen Sie links ein Bild hinein. Sie sehen seine Kopien und Bearbeitungen, Fotos mit einem gemeinsamen Objekt und ähnliche Fotos, jeweils mit Begründung. Zeichnen Sie ein Rechteck auf das Bild, um nach einem Teil zu fragen.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>All results are filtered out</source>
        <translation>Alle Treffer sind ausgefiltert</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Es wird gesucht …</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n gezeigt</numerusform>
            <numerusform>%n gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>still looking…</source>
        <translation>es wird weiter gesucht …</translation>
    </message>
    <message>
        <source>Computed on {device}</source>
        <translation>Gerechnet auf {device}</translation>
    </message>
    <message>
        <source>No photo of the library shows this picture or a part of it.</source>
        <translation>Kein Foto der Bibliothek zeigt dieses Bild oder einen Teil davon.</translation>
    </message>
</context>
<context>
    <name>ReviewActions</name>
    <message>
        <source>Keep only this</source>
        <translation>Nur dieses behalten</translation>
    </message>
    <message>
        <source>Mark the others for the trash and go on; nothing moves before the clean-up</source>
        <translation>Die anderen für den Papierkorb markieren und weiter; vor dem Aufräumen bewegt sich nichts</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Mark this photo for the trash, or unmark it</source>
        <translation>Dieses Foto für den Papierkorb markieren oder die Markierung aufheben</translation>
    </message>
    <message>
        <source>Other folder</source>
        <translation>Anderer Ordner</translation>
    </message>
    <message>
        <source>Mark this photo to be moved to another folder, or unmark it</source>
        <translation>Dieses Foto zum Verschieben in einen anderen Ordner markieren oder die Markierung aufheben</translation>
    </message>
    <message>
        <source>Hard link</source>
        <translation>Hardlink</translation>
    </message>
    <message>
        <source>Let this identical file become a second name of the one that stays</source>
        <translation>Diese identische Datei wird ein zweiter Name derjenigen, die bleibt</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare this photo with the first (Return)</source>
        <translation>Dieses Foto mit dem ersten vergleichen (Eingabe)</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Alle behalten</translation>
    </message>
    <message>
        <source>Keep every photo of this group</source>
        <translation>Jedes Foto dieser Gruppe behalten</translation>
    </message>
    <message>
        <source>Alternates</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Versions that belong together</source>
        <translation>Fassungen, die zusammengehören</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Gehört nicht zusammen</translation>
    </message>
    <message>
        <source>These are different pictures; with Shift only the chosen one is</source>
        <translation>Das sind verschiedene Bilder; mit Umschalt nur das gewählte</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Show this group another time</source>
        <translation>Diese Gruppe ein andermal zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>The first</source>
        <translation>Das erste</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Dieses</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Photos of the group</source>
        <translation>Fotos der Gruppe</translation>
    </message>
    <message>
        <source>Suggested to be kept: {name} ({reason})</source>
        <translation>Vorschlag zum Behalten: {name} ({reason})</translation>
    </message>
    <message>
        <source>Choose the photo that does not belong to the first one.</source>
        <translation>Wählen Sie das Foto, das nicht zum ersten gehört.</translation>
    </message>
    <message>
        <source>The two files are identical: they always belong together.</source>
        <translation>Die beiden Dateien sind identisch: sie gehören immer zusammen.</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Gehört nicht zusammen</translation>
    </message>
    <message>
        <source>The decision about “{name}” was taken back.</source>
        <translation>Die Entscheidung über „{name}“ wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>Keep only this</source>
        <translation>Nur dieses behalten</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>Markierung aufheben</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Recall@1</source>
        <translation>Trefferquote@1</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation>Trefferquote@10</translation>
    </message>
    <message>
        <source>ms per query</source>
        <translation>ms je Anfrage</translation>
    </message>
    <message>
        <source>Bytes per vector</source>
        <translation>Byte je Vektor</translation>
    </message>
    <message>
        <source>Seconds to build</source>
        <translation>Sekunden zum Bauen</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>Which photo to suggest</source>
        <translation>Welches Foto vorgeschlagen wird</translation>
    </message>
    <message>
        <source>The first rule that sees a difference decides. Move rules with Ctrl and the arrow keys, or by dragging; switch off what does not matter to you.</source>
        <translation>Die erste Regel, die einen Unterschied sieht, entscheidet. Verschieben Sie Regeln mit Strg und den Pfeiltasten oder durch Ziehen; schalten Sie aus, was Ihnen gleich ist.</translation>
    </message>
    <message>
        <source>Rules, the most important first</source>
        <translation>Regeln, die wichtigste zuerst</translation>
    </message>
    <message>
        <source>Preferred folders, the most preferred first</source>
        <translation>Bevorzugte Ordner, der liebste zuerst</translation>
    </message>
    <message>
        <source>Reference folders</source>
        <translation>Referenzordner</translation>
    </message>
    <message>
        <source>Preferred folders</source>
        <translation>Bevorzugte Ordner</translation>
    </message>
    <message>
        <source>Photos in the first of these are kept rather than others.</source>
        <translation>Fotos im ersten davon werden eher behalten als andere.</translation>
    </message>
    <message>
        <source>Photos in these always stay: they can be compared with, never marked.</source>
        <translation>Fotos darin bleiben immer: sie lassen sich vergleichen, nie markieren.</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>As it was at first</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>the one that others were made from</source>
        <translation>das, woraus andere entstanden</translation>
    </message>
    <message>
        <source>more pixels</source>
        <translation>mehr Pixel</translation>
    </message>
    <message>
        <source>more camera data</source>
        <translation>mehr Kameradaten</translation>
    </message>
    <message>
        <source>larger file</source>
        <translation>größere Datei</translation>
    </message>
    <message>
        <source>older</source>
        <translation>älter</translation>
    </message>
    <message>
        <source>in a preferred folder</source>
        <translation>in einem bevorzugten Ordner</translation>
    </message>
    <message>
        <source>named like an original</source>
        <translation>heißt wie ein Original</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan progress</source>
        <translation>Fortschritt des Einlesens</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop the scan; what it has found stays and the next scan goes on from there</source>
        <translation>Das Einlesen beenden; was gefunden wurde, bleibt, und das nächste macht dort weiter</translation>
    </message>
    <message>
        <source>Looking through folders</source>
        <translation>Ordner werden durchgesehen</translation>
    </message>
    <message>
        <source>First pass</source>
        <translation>Erster Durchgang</translation>
    </message>
    <message>
        <source>Thorough pass</source>
        <translation>Gründlicher Durchgang</translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation>Index wird gebaut</translation>
    </message>
    <message>
        <source>Starting the scan</source>
        <translation>Das Einlesen beginnt</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{rate} photos/s</source>
        <translation>{rate} Fotos/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n konnte nicht gelesen werden</numerusform>
            <numerusform>%n konnten nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
</context>
<context>
    <name>SearchPlace</name>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>There is no picture in it: drop or paste an image file, a bitmap or a folder.</source>
        <translation>Darin ist kein Bild: legen Sie eine Bilddatei, ein Bild oder einen Ordner ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were dropped; this is number {place}.</source>
        <translation>
            <numerusform>%n Bild wurde abgelegt; dies ist Nummer {place}.</numerusform>
            <numerusform>%n Bilder wurden abgelegt; dies ist Nummer {place}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>“{name}” is no picture. JPEG, PNG, WebP, TIFF, GIF and many more are read.</source>
        <translation>„{name}“ ist kein Bild. Gelesen werden JPEG, PNG, WebP, TIFF, GIF und viele mehr.</translation>
    </message>
    <message>
        <source>The web page gave an address instead of a picture, and fetching is off in the settings. Copy the picture itself and paste it here.</source>
        <translation>Die Webseite gab eine Adresse statt eines Bildes, und Abrufen ist in den Einstellungen aus. Kopieren Sie das Bild selbst und fügen Sie es hier ein.</translation>
    </message>
    <message>
        <source>The web page gave the picture&apos;s address. Fetch it from {host}? Nothing else is sent.</source>
        <translation>Die Webseite gab die Adresse des Bildes. Von {host} abrufen? Sonst wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Abrufen</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one, or take a screenshot, and paste again.</source>
        <translation>Die Zwischenablage enthält kein Bild. Kopieren Sie eines oder machen Sie ein Bildschirmfoto, und fügen Sie erneut ein.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels are too few to search with. Draw at least {least} × {least}.</source>
        <translation>{width} × {height} Pixel sind zu wenig zum Suchen. Zeichnen Sie mindestens {least} × {least}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>„{path}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Compare with the query</source>
        <translation>Mit der Anfrage vergleichen</translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation>Mit diesem Foto suchen</translation>
    </message>
    <message>
        <source>Open in the usual viewer</source>
        <translation>Im üblichen Betrachter öffnen</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Datei im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
        <translation>„{path}“ kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Gesichert als {path}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What the keys do</source>
        <translation>Was die Tasten tun</translation>
    </message>
    <message>
        <source>About ImageFinder</source>
        <translation>Über ImageFinder</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <source>Outline matched objects over thumbnails</source>
        <translation>Gefundene Objekte in Vorschaubildern umranden</translation>
    </message>
    <message>
        <source>Group results by kind</source>
        <translation>Treffer nach Art gruppieren</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Results at most</source>
        <translation>Treffer höchstens</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>Jedes Mal fragen</translation>
    </message>
    <message>
        <source>Fetch the picture</source>
        <translation>Das Bild abrufen</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>Nie das Netz benutzen</translation>
    </message>
    <message>
        <source>Web addresses</source>
        <translation>Webadressen</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>Das schnellste</translation>
    </message>
    <message>
        <source>Processor only</source>
        <translation>Nur Prozessor</translation>
    </message>
    <message>
        <source>Compute device</source>
        <translation>Rechengerät</translation>
    </message>
    <message>
        <source>Another device is used from the next start on.</source>
        <translation>Ein anderes Gerät wird ab dem nächsten Start benutzt.</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Thorough: copies, objects and parts</source>
        <translation>Gründlich: Kopien, Objekte und Teile</translation>
    </message>
    <message>
        <source>Fast: copies and look-alikes only</source>
        <translation>Schnell: nur Kopien und Ähnliches</translation>
    </message>
    <message>
        <source>Thoroughness</source>
        <translation>Gründlichkeit</translation>
    </message>
    <message>
        <source>As many as cores</source>
        <translation>So viele wie Kerne</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation>Ein Muster je Zeile, etwa *.tmp, Cache oder Privat/**</translation>
    </message>
    <message>
        <source>Leave out of new folders</source>
        <translation>In neuen Ordnern auslassen</translation>
    </message>
    <message>
        <source>Watch folders for changes (not on network disks)</source>
        <translation>Ordner auf Änderungen beobachten (nicht im Netz)</translation>
    </message>
    <message>
        <source>Tell me when a long scan has ended</source>
        <translation>Melden, wenn langes Einlesen fertig ist</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Bibliotheksordner</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Den üblichen Ort benutzen</translation>
    </message>
    <message>
        <source>Settings folder</source>
        <translation>Einstellungsordner</translation>
    </message>
    <message>
        <source>Portable mode is on: everything is kept in one folder beside the program.</source>
        <translation>Portabler Betrieb ist an: alles liegt in einem Ordner neben dem Programm.</translation>
    </message>
    <message>
        <source>For portable mode, put a folder called “imagefinder-data” beside the program, or let the variable IMAGEFINDER_PORTABLE name a folder.</source>
        <translation>Für den portablen Betrieb legen Sie einen Ordner „imagefinder-data“ neben das Programm, oder lassen Sie die Variable IMAGEFINDER_PORTABLE einen Ordner nennen.</translation>
    </message>
    <message>
        <source>Folder for the library</source>
        <translation>Ordner für die Bibliothek</translation>
    </message>
    <message>
        <source>{folder} (from the next start on)</source>
        <translation>{folder} (ab dem nächsten Start)</translation>
    </message>
    <message>
        <source>The devices cannot be listed: {why}</source>
        <translation>Die Geräte können nicht aufgezählt werden: {why}</translation>
    </message>
    <message>
        <source>graphics</source>
        <translation>Grafik</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Treffer</translation>
    </message>
</context>
</TS>
