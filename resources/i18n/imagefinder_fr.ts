<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About ImageFinder</source>
        <translation>À propos d’ImageFinder</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Finds pictures by picture in your own photo folders: copies, shared objects, and the photos that a composite was made of. Your photos never leave this computer.</source>
        <translation>Trouve des images par l’image dans vos propres dossiers : copies, objets communs, et les photos dont un montage est fait. Vos photos ne quittent jamais cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>ImageFinder itself is free software under the MIT licence.</source>
        <translation>ImageFinder est un logiciel libre sous licence MIT.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>This photo lies in a reference folder, which is never touched.</source>
        <translation>Cette photo est dans un dossier de référence, auquel on ne touche jamais.</translation>
    </message>
    <message>
        <source>One photo of a group always stays.</source>
        <translation>Une photo de chaque groupe reste toujours.</translation>
    </message>
    <message>
        <source>Only identical files can share their bytes by a hard link.</source>
        <translation>Seuls des fichiers identiques peuvent partager leurs octets par un lien physique.</translation>
    </message>
    <message>
        <source>Move the marked photos to</source>
        <translation>Déplacer les photos marquées vers</translation>
    </message>
    <message>
        <source>to the trash</source>
        <translation>vers la corbeille</translation>
    </message>
    <message>
        <source>to another folder</source>
        <translation>vers un autre dossier</translation>
    </message>
    <message>
        <source>becomes a hard link</source>
        <translation>devient un lien physique</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The language changes at the next start.</source>
        <translation>La langue change au prochain démarrage.</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>identical</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>pivoté</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>inversé</translation>
    </message>
    <message>
        <source>cropped</source>
        <translation>recadré</translation>
    </message>
    <message>
        <source>bordered</source>
        <translation>encadré</translation>
    </message>
    <message>
        <source>stretched</source>
        <translation>étiré</translation>
    </message>
    <message>
        <source>distorted</source>
        <translation>déformé</translation>
    </message>
    <message>
        <source>greyscale</source>
        <translation>niveaux de gris</translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation>recoloré</translation>
    </message>
    <message>
        <source>watermarked</source>
        <translation>avec filigrane</translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation>en partie couvert</translation>
    </message>
    <message>
        <source>retouched</source>
        <translation>retouché</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>flouté</translation>
    </message>
    <message>
        <source>resized</source>
        <translation>redimensionné</translation>
    </message>
    <message>
        <source>recompressed</source>
        <translation>recompressé</translation>
    </message>
</context>
<context>
    <name>CleanUpPage</name>
    <message>
        <source>Photos of the plan</source>
        <translation>Photos du plan</translation>
    </message>
    <message>
        <source>Nothing is marked</source>
        <translation>Rien n’est marqué</translation>
    </message>
    <message>
        <source>Mark photos in the groups (X keeps only the chosen one), or let the suggestions be marked. You see the whole plan here before anything moves.</source>
        <translation>Marquez des photos dans les groupes (X ne garde que la photo choisie), ou laissez marquer les suggestions. Vous voyez ici tout le plan avant que rien ne bouge.</translation>
    </message>
    <message>
        <source>Mark the copies of identical files</source>
        <translation>Marquer les copies de fichiers identiques</translation>
    </message>
    <message>
        <source>Mark all but the suggested photo in every group</source>
        <translation>Dans chaque groupe, tout marquer sauf la photo suggérée</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>Nettoyage en cours</translation>
    </message>
    <message>
        <source>Yes, clean up</source>
        <translation>Oui, nettoyer</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>Save the plan…</source>
        <translation>Enregistrer le plan…</translation>
    </message>
    <message>
        <source>Unmark all</source>
        <translation>Tout démarquer</translation>
    </message>
    <message>
        <source>Folder for moves…</source>
        <translation>Dossier de destination…</translation>
    </message>
    <message>
        <source>Clean up…</source>
        <translation>Nettoyer…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Making the plan…</source>
        <translation>Préparation du plan…</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) would go</source>
        <translation>
            <numerusform>%n photo partirait</numerusform>
            <numerusform>%n photos partiraient</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to the trash</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n vers la corbeille</numerusform>
            <numerusform>%n vers la corbeille</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to {folder}</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n vers {folder}</numerusform>
            <numerusform>%n vers {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n become hard links</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n devient un lien physique</numerusform>
            <numerusform>%n deviennent des liens physiques</numerusform>
        </translation>
    </message>
    <message>
        <source>{what}. {size} are freed once the trash is emptied. Every group keeps a photo.</source>
        <translation>{what}. {size} seront libérés une fois la corbeille vidée. Chaque groupe garde une photo.</translation>
    </message>
    <message numerus="yes">
        <source>%n are not byte for byte the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n n’est pas identique à l’octet près à la photo qui reste.</numerusform>
            <numerusform>%n ne sont pas identiques à l’octet près à la photo qui reste.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have more pixels than the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n a plus de pixels que la photo qui reste.</numerusform>
            <numerusform>%n ont plus de pixels que la photo qui reste.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n carry camera data that the photo that stays lacks.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n porte des données d’appareil qui manquent à la photo qui reste.</numerusform>
            <numerusform>%n portent des données d’appareil qui manquent à la photo qui reste.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lie on disks that were not connected.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n se trouve sur un disque qui n’était pas branché.</numerusform>
            <numerusform>%n se trouvent sur des disques qui n’étaient pas branchés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n can be done.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Vérifié sur le disque : %n est possible.</numerusform>
            <numerusform>Vérifié sur le disque : %n sont possibles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n cannot be done and will stay.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Vérifié sur le disque : %n n’est pas possible et reste.</numerusform>
            <numerusform>Vérifié sur le disque : %n ne sont pas possibles et restent.</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking the files: {done} of {total}</source>
        <translation>Vérification des fichiers : {done} sur {total}</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Enregistrer le plan</translation>
    </message>
    <message>
        <source>Clean-up plan (*.json)</source>
        <translation>Plan de nettoyage (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Enregistré sous {path}.</translation>
    </message>
    <message numerus="yes">
        <source>Clean up %n photo(s)? Nothing is deleted; all of it can be put back.</source>
        <translation>
            <numerusform>Nettoyer %n photo ? Rien n’est supprimé ; tout peut être remis en place.</numerusform>
            <numerusform>Nettoyer %n photos ? Rien n’est supprimé ; tout peut être remis en place.</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} sur {total} traités</translation>
    </message>
    <message>
        <source>Stopped; what was done stands, and can be put back from the history.</source>
        <translation>Arrêté ; ce qui est fait reste fait et peut être remis en place depuis l’historique.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) cleaned up.</source>
        <translation>
            <numerusform>%n photo nettoyée.</numerusform>
            <numerusform>%n photos nettoyées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: they stay here with their reason.</source>
        <translation>
            <numerusform>%n n’a pas pu l’être : elle reste ici avec sa raison.</numerusform>
            <numerusform>%n n’ont pas pu l’être : elles restent ici avec leur raison.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClustersModel</name>
    <message>
        <source>All clusters</source>
        <translation>Tous les ensembles</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n composite(s)</source>
        <translation>
            <numerusform>%n montage</numerusform>
            <numerusform>%n montages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareFacts</name>
    <message>
        <source>not a file</source>
        <translation>pas un fichier</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixels</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Taille du fichier</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Prise le</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Appareil photo</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Logiciel</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the results</source>
        <translation>Retour aux résultats</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Résultat précédent</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Résultat suivant</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>Glisser</translation>
    </message>
    <message>
        <source>Blink</source>
        <translation>Alterner</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Outlines of the objects</source>
        <translation>Contours des objets</translation>
    </message>
    <message>
        <source>Lines between the matches</source>
        <translation>Lignes entre les correspondances</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation>Chercher avec cette photo</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Afficher le fichier dans son dossier</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} sur {total}</translation>
    </message>
    <message>
        <source>This photo cannot be read at present: its file is gone, or its disk is not connected.</source>
        <translation>Cette photo ne peut être lue : son fichier a disparu ou son disque n’est pas branché.</translation>
    </message>
    <message>
        <source>The file is gone or its disk is not connected; the kept thumbnail is shown.</source>
        <translation>Le fichier a disparu ou son disque n’est pas branché ; la vignette gardée est affichée.</translation>
    </message>
    <message>
        <source>The shared parts are too small or too smooth to draw single matches.</source>
        <translation>Les parties communes sont trop petites ou trop lisses pour tracer des correspondances.</translation>
    </message>
</context>
<context>
    <name>CompositesPlace</name>
    <message>
        <source>Composites</source>
        <translation>Montages</translation>
    </message>
    <message>
        <source>One picture</source>
        <translation>Une image</translation>
    </message>
    <message>
        <source>Whole collection</source>
        <translation>Toute la collection</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>« {path} » n’est plus là.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>Un problème est survenu</translation>
    </message>
    <message>
        <source>Something went wrong inside ImageFinder</source>
        <translation>Un problème est survenu dans ImageFinder</translation>
    </message>
    <message>
        <source>Your photos and your library are safe, and you can go on working. If you report this, please copy the text below; it holds file names of yours only if the fault was about a file.</source>
        <translation>Vos photos et votre bibliothèque sont intactes, et vous pouvez continuer. Pour signaler ceci, copiez le texte ; il ne contient de noms de fichiers que si la faute en concernait un.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>not a match</source>
        <translation>sans rapport</translation>
    </message>
    <message>
        <source>keep all</source>
        <translation>tout garder</translation>
    </message>
    <message>
        <source>alternates</source>
        <translation>variantes</translation>
    </message>
    <message>
        <source>later</source>
        <translation>plus tard</translation>
    </message>
</context>
<context>
    <name>DecisionsModel</name>
    <message>
        <source>photos that are not in the library now</source>
        <translation>photos absentes de la bibliothèque pour le moment</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Décision</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
</context>
<context>
    <name>DecisionsPage</name>
    <message>
        <source>Decisions</source>
        <translation>Décisions</translation>
    </message>
    <message>
        <source>Nothing was decided yet</source>
        <translation>Rien n’a encore été décidé</translation>
    </message>
    <message>
        <source>Decisions are remembered by content: they outlive moved files, rescans and rebuilds.</source>
        <translation>Les décisions tiennent au contenu : elles survivent aux fichiers déplacés, aux analyses et aux reconstructions.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Show those put off again</source>
        <translation>Réafficher ceux remis à plus tard</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>A session keeps the list, the place in it and the marks; decisions count in all of them</source>
        <translation>Une session garde la liste, l’endroit où vous en êtes et les marques ; les décisions valent pour toutes</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>Nouvelle session…</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) taken back.</source>
        <translation>
            <numerusform>%n décision annulée.</numerusform>
            <numerusform>%n décisions annulées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are shown again.</source>
        <translation>
            <numerusform>%n groupe est de nouveau affiché.</numerusform>
            <numerusform>%n groupes sont de nouveau affichés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everyday review</source>
        <translation>Revue courante</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Nouvelle session</translation>
    </message>
    <message>
        <source>Name of the session:</source>
        <translation>Nom de la session :</translation>
    </message>
    <message>
        <source>Export decisions</source>
        <translation>Exporter les décisions</translation>
    </message>
    <message>
        <source>Decisions (*.json)</source>
        <translation>Décisions (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Enregistré sous {path}.</translation>
    </message>
    <message>
        <source>Import decisions</source>
        <translation>Importer des décisions</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n new decision(s).</source>
        <translation>
            <numerusform>%n nouvelle décision.</numerusform>
            <numerusform>%n nouvelles décisions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a picture here</source>
        <translation>Déposez une image ici</translation>
    </message>
    <message>
        <source>From your files, a web page or a screenshot. Its copies, its objects and its look-alikes are found.</source>
        <translation>Depuis vos fichiers, une page web ou une capture d’écran. Ses copies, ses objets et ce qui lui ressemble sont trouvés.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Ouvrir une image…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
</context>
<context>
    <name>DuplicatesPlace</name>
    <message>
        <source>Looking for duplicates</source>
        <translation>Recherche de doublons</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doublons</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>Which photo of a group is suggested to be kept (R)</source>
        <translation>Quelle photo d’un groupe est suggérée à garder (R)</translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation>Chercher les doublons</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>Même image</translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation>Se ressemblent</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>Rafales</translation>
    </message>
    <message>
        <source>Raw and rendered</source>
        <translation>Raw et développé</translation>
    </message>
    <message>
        <source>Clean-up plan</source>
        <translation>Plan de nettoyage</translation>
    </message>
    <message>
        <source>Everything that is marked, before anything moves (P)</source>
        <translation>Tout ce qui est marqué, avant que rien ne bouge (P)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>What was cleaned up, and putting it back (J)</source>
        <translation>Ce qui a été nettoyé, et comment le remettre (J)</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Décisions</translation>
    </message>
    <message>
        <source>What you decided, and taking it back (D)</source>
        <translation>Ce que vous avez décidé, et comment l’annuler (D)</translation>
    </message>
    <message>
        <source>Going on where you left off; the groups before are not shown.</source>
        <translation>On reprend où vous en étiez ; les groupes d’avant ne sont pas affichés.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message numerus="yes">
        <source>A clean-up was interrupted. %n photo(s) were checked.</source>
        <translation>
            <numerusform>Un nettoyage a été interrompu. %n photo a été vérifiée.</numerusform>
            <numerusform>Un nettoyage a été interrompu. %n photos ont été vérifiées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on with “{name}”.</source>
        <translation>On continue avec « {name} ».</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>« {path} » n’est plus là.</translation>
    </message>
    <message>
        <source>Find what is there twice</source>
        <translation>Trouvez ce qui est en double</translation>
    </message>
    <message>
        <source>Copies are found even when they were cropped, resized, mirrored or retouched. Nothing is deleted: you look at each group and decide, and every decision is remembered.</source>
        <translation>Les copies sont trouvées même recadrées, redimensionnées, inversées ou retouchées. Rien n’est supprimé : vous regardez chaque groupe et décidez, et chaque décision est retenue.</translation>
    </message>
    <message>
        <source>Nothing left to decide here</source>
        <translation>Plus rien à décider ici</translation>
    </message>
    <message>
        <source>The library is open for reading only; groups cannot be made now.</source>
        <translation>La bibliothèque est ouverte en lecture seule ; les groupes ne peuvent être formés maintenant.</translation>
    </message>
    <message>
        <source>{done} of {total} pairs compared</source>
        <translation>{done} paires comparées sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n groupe</numerusform>
            <numerusform>%n groupes</numerusform>
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
        <translation>maintenant dans {place}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Photo</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Folder, or reason</source>
        <translation>Dossier, ou raison</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>“{name}” cannot be opened. {reason}: {detail}.</source>
        <translation>« {name} » ne peut être ouvert. {reason} : {detail}.</translation>
    </message>
    <message>
        <source>The disk that holds the library is full. Free some room and scan again.</source>
        <translation>Le disque de la bibliothèque est plein. Libérez de la place et analysez de nouveau.</translation>
    </message>
    <message>
        <source>The library was written by a newer version of ImageFinder and was left untouched: {path}</source>
        <translation>La bibliothèque a été écrite par une version plus récente d’ImageFinder et reste intacte : {path}</translation>
    </message>
    <message>
        <source>The library is in use by another program: {path}</source>
        <translation>La bibliothèque est utilisée par un autre programme : {path}</translation>
    </message>
    <message>
        <source>A file of the library is damaged: {path}</source>
        <translation>Un fichier de la bibliothèque est endommagé : {path}</translation>
    </message>
    <message>
        <source>Something unexpected happened: {error}</source>
        <translation>Un imprévu est survenu : {error}</translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>The file is empty</source>
        <translation>Le fichier est vide</translation>
    </message>
    <message>
        <source>The file is gone</source>
        <translation>Le fichier a disparu</translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation>Pas d’autorisation de lecture</translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation>Pas une image</translation>
    </message>
    <message>
        <source>A format that is not supported</source>
        <translation>Un format non pris en charge</translation>
    </message>
    <message>
        <source>The picture is damaged</source>
        <translation>L’image est endommagée</translation>
    </message>
    <message>
        <source>The file breaks off</source>
        <translation>Le fichier est tronqué</translation>
    </message>
    <message>
        <source>Too large for this computer&apos;s memory</source>
        <translation>Trop grande pour la mémoire de cet ordinateur</translation>
    </message>
    <message>
        <source>Reading it took too long</source>
        <translation>La lecture a pris trop de temps</translation>
    </message>
    <message>
        <source>Its decoder crashed</source>
        <translation>Son décodeur a planté</translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation>Pas assez de mémoire</translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation>Le disque n’a pas pu le lire</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>Tous les dossiers</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Prise le</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>Du jour</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>Au jour</translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation>Plus petit fichier</translation>
    </message>
    <message>
        <source>Fewest pixels</source>
        <translation>Nombre minimal de pixels</translation>
    </message>
    <message>
        <source>Any file size</source>
        <translation>Toute taille de fichier</translation>
    </message>
    <message>
        <source>{n} MB or more</source>
        <translation>{n} Mo ou plus</translation>
    </message>
    <message>
        <source>{n} kB or more</source>
        <translation>{n} ko ou plus</translation>
    </message>
    <message>
        <source>Any resolution</source>
        <translation>Toute résolution</translation>
    </message>
    <message>
        <source>{n} megapixels or more</source>
        <translation>{n} mégapixels ou plus</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Effacer les filtres</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Find pictures by picture</source>
        <translation>Trouver des images par l’image</translation>
    </message>
    <message>
        <source>Which folder holds your photos? They are only read: nothing is changed, moved or sent anywhere.</source>
        <translation>Quel dossier contient vos photos ? Elles sont seulement lues : rien n’est modifié, déplacé ni envoyé.</translation>
    </message>
    <message>
        <source>Use “{name}”</source>
        <translation>Utiliser « {name} »</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Copies and edits</source>
        <translation>Copies et retouches</translation>
    </message>
    <message>
        <source>The same picture, cropped, resized, mirrored or recompressed.</source>
        <translation>La même image, recadrée, redimensionnée, inversée ou recompressée.</translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation>Objets communs</translation>
    </message>
    <message>
        <source>Photos that show the same thing, outlined in both pictures.</source>
        <translation>Photos qui montrent la même chose, entourée dans les deux images.</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>Montages</translation>
    </message>
    <message>
        <source>Which of your photos a picture was put together from.</source>
        <translation>De quelles photos une image a été composée.</translation>
    </message>
</context>
<context>
    <name>FoldersModel</name>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>non branché</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>branché</translation>
    </message>
    <message numerus="yes">
        <source>%n pattern(s) left out</source>
        <translation>
            <numerusform>%n motif exclu</numerusform>
            <numerusform>%n motifs exclus</numerusform>
        </translation>
    </message>
    <message>
        <source>follows links</source>
        <translation>suit les liens</translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>byte for byte the same</source>
        <translation>identiques à l’octet près</translation>
    </message>
    <message numerus="yes">
        <source>%n marked</source>
        <comment>files of a group that will go</comment>
        <translation>
            <numerusform>%n marquée</numerusform>
            <numerusform>%n marquées</numerusform>
        </translation>
    </message>
    <message>
        <source>{size} could be freed</source>
        <translation>{size} à libérer</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Query</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Copy or edit</source>
        <translation>Copie ou retouche</translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation>Partage un objet</translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Ressemble</translation>
    </message>
    <message>
        <source>Similarity {score} percent</source>
        <translation>Ressemblance {score} pour cent</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) in common</source>
        <translation>
            <numerusform>%n objet en commun</numerusform>
            <numerusform>%n objets en commun</numerusform>
        </translation>
    </message>
    <message>
        <source>Object {number}</source>
        <translation>Objet {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n correspondance</numerusform>
            <numerusform>%n correspondances</numerusform>
        </translation>
    </message>
    <message>
        <source>{share} % of the query</source>
        <translation>{share} % de la requête</translation>
    </message>
    <message>
        <source>possible, not verified</source>
        <translation>possible, non vérifié</translation>
    </message>
    <message>
        <source>better</source>
        <translation>mieux</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>planned</source>
        <translation>prévu</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompu</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>non fait</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>remis en place</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Clean-ups</source>
        <translation>Nettoyages</translation>
    </message>
    <message>
        <source>Photos of the clean-up</source>
        <translation>Photos du nettoyage</translation>
    </message>
    <message>
        <source>Putting photos back</source>
        <translation>Remise en place des photos</translation>
    </message>
    <message>
        <source>Put all back</source>
        <translation>Tout remettre en place</translation>
    </message>
    <message>
        <source>Put the chosen back</source>
        <translation>Remettre la sélection</translation>
    </message>
    <message>
        <source>Photos lie in your desktop&apos;s trash until you empty it.</source>
        <translation>Les photos restent dans la corbeille de votre bureau jusqu’à ce que vous la vidiez.</translation>
    </message>
    <message>
        <source>Nothing was cleaned up yet</source>
        <translation>Rien n’a encore été nettoyé</translation>
    </message>
    <message>
        <source>Every clean-up is written down here, file by file, and can be put back at any time.</source>
        <translation>Chaque nettoyage est noté ici, fichier par fichier, et peut être défait à tout moment.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) put back.</source>
        <translation>
            <numerusform>%n photo remise en place.</numerusform>
            <numerusform>%n photos remises en place.</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” could not be put back: {reason}.</source>
        <translation>« {name} » n’a pas pu être remise en place : {reason}.</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>you chose it</source>
        <translation>vous l’avez choisie</translation>
    </message>
    <message>
        <source>the other was made from it</source>
        <translation>l’autre en a été tirée</translation>
    </message>
    <message>
        <source>more pixels: {width} × {height} against {other} × {by}</source>
        <translation>plus de pixels : {width} × {height} contre {other} × {by}</translation>
    </message>
    <message>
        <source>more camera data</source>
        <translation>plus de données d’appareil</translation>
    </message>
    <message>
        <source>larger file: {size} against {other}</source>
        <translation>fichier plus gros : {size} contre {other}</translation>
    </message>
    <message>
        <source>older</source>
        <translation>plus ancienne</translation>
    </message>
    <message>
        <source>in a preferred folder</source>
        <translation>dans un dossier préféré</translation>
    </message>
    <message>
        <source>named like an original</source>
        <translation>nommée comme un original</translation>
    </message>
    <message>
        <source>in a reference folder</source>
        <translation>dans un dossier de référence</translation>
    </message>
    <message>
        <source>the others cannot be reached at present</source>
        <translation>les autres sont inaccessibles pour le moment</translation>
    </message>
    <message>
        <source>first by name: no rule sees a difference</source>
        <translation>première par le nom : aucune règle ne voit de différence</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>open or paste a picture to search with</source>
        <translation>ouvrir ou coller une image à chercher</translation>
    </message>
    <message>
        <source>add a folder of photos</source>
        <translation>ajouter un dossier de photos</translation>
    </message>
    <message>
        <source>go to a place</source>
        <translation>aller à un lieu</translation>
    </message>
    <message>
        <source>look for changes; pause the scan or go on</source>
        <translation>chercher les changements ; suspendre ou reprendre l’analyse</translation>
    </message>
    <message>
        <source>save the results</source>
        <translation>enregistrer les résultats</translation>
    </message>
    <message>
        <source>take the last decision back</source>
        <translation>annuler la dernière décision</translation>
    </message>
    <message>
        <source>On the query picture</source>
        <translation>Sur l’image de requête</translation>
    </message>
    <message>
        <source>a rectangle in the middle</source>
        <translation>un rectangle au milieu</translation>
    </message>
    <message>
        <source>move it; with Shift size it, with Ctrl by single pixels</source>
        <translation>le déplacer ; avec Maj le redimensionner, avec Ctrl pixel par pixel</translation>
    </message>
    <message>
        <source>next part, remove it, whole picture</source>
        <translation>partie suivante, la retirer, image entière</translation>
    </message>
    <message>
        <source>Among the results</source>
        <translation>Parmi les résultats</translation>
    </message>
    <message>
        <source>choose a photo and compare it</source>
        <translation>choisir une photo et la comparer</translation>
    </message>
    <message>
        <source>larger or smaller thumbnails</source>
        <translation>vignettes plus grandes ou plus petites</translation>
    </message>
    <message>
        <source>In the comparison</source>
        <translation>Dans la comparaison</translation>
    </message>
    <message>
        <source>side by side, swipe, blink, difference</source>
        <translation>côte à côte, glisser, alterner, différence</translation>
    </message>
    <message>
        <source>outlines, lines between the matches</source>
        <translation>contours, lignes entre les correspondances</translation>
    </message>
    <message>
        <source>zoom in, zoom out, show all</source>
        <translation>agrandir, réduire, tout afficher</translation>
    </message>
    <message>
        <source>previous and next result, back</source>
        <translation>résultat précédent et suivant, retour</translation>
    </message>
    <message>
        <source>Among the duplicates</source>
        <translation>Parmi les doublons</translation>
    </message>
    <message>
        <source>choose a group and a photo of it, compare it with the first</source>
        <translation>choisir un groupe et une photo, la comparer à la première</translation>
    </message>
    <message>
        <source>keep all, alternates, not a match, later</source>
        <translation>tout garder, variantes, sans rapport, plus tard</translation>
    </message>
    <message>
        <source>keep only this, trash, other folder, hard link, unmark</source>
        <translation>ne garder que celle-ci, corbeille, autre dossier, lien physique, démarquer</translation>
    </message>
    <message>
        <source>clean-up plan, history, decisions, rules</source>
        <translation>plan de nettoyage, historique, décisions, règles</translation>
    </message>
    <message>
        <source>in the plan: leave a photo out, begin the clean-up</source>
        <translation>dans le plan : exclure une photo, commencer le nettoyage</translation>
    </message>
    <message>
        <source>In the provenance graph</source>
        <translation>Dans le graphe de provenance</translation>
    </message>
    <message>
        <source>walk to a photo, take it apart</source>
        <translation>aller à une photo, la décomposer</translation>
    </message>
    <message>
        <source>zoom in, zoom out, show all, choose none</source>
        <translation>agrandir, réduire, tout afficher, ne rien choisir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>LabPlace</name>
    <message>
        <source>Measuring</source>
        <translation>Mesure en cours</translation>
    </message>
    <message>
        <source>Measure the index on your own photos</source>
        <translation>Mesurez l’index sur vos propres photos</translation>
    </message>
    <message>
        <source>Features of your photos are drawn at random, each method learns from them, and its answers are held against exact search: how many are right, how long it takes, how many bytes it needs.</source>
        <translation>Des caractéristiques de vos photos sont tirées au hasard, chaque méthode apprend d’elles, et ses réponses sont comparées à la recherche exacte : combien sont justes, combien de temps, combien d’octets.</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labo</translation>
    </message>
    <message>
        <source>Number of features</source>
        <translation>Nombre de caractéristiques</translation>
    </message>
    <message>
        <source>{count} features</source>
        <translation>{count} caractéristiques</translation>
    </message>
    <message>
        <source>Bytes per code</source>
        <translation>Octets par code</translation>
    </message>
    <message>
        <source>{count} bytes per code</source>
        <translation>{count} octets par code</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation>Rappel@10</translation>
    </message>
    <message>
        <source>Recall@10 against time</source>
        <translation>Rappel@10 selon le temps</translation>
    </message>
    <message>
        <source>milliseconds per query</source>
        <translation>millisecondes par requête</translation>
    </message>
    <message>
        <source>Recall@10 against memory</source>
        <translation>Rappel@10 selon la mémoire</translation>
    </message>
    <message>
        <source>bytes per vector</source>
        <translation>octets par vecteur</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>{count} features, {queries} queries</source>
        <translation>{count} caractéristiques, {queries} requêtes</translation>
    </message>
</context>
<context>
    <name>LibraryPlace</name>
    <message>
        <source>Folders</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Toutes les photos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Illisibles</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation>Chercher les changements</translation>
    </message>
    <message>
        <source>Read new and changed photos; what is known already is not read again</source>
        <translation>Lire les photos nouvelles et modifiées ; ce qui est connu n’est pas relu</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Library on disk</source>
        <translation>Bibliothèque sur disque</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Calculé sur</translation>
    </message>
    <message>
        <source>No folder yet</source>
        <translation>Pas encore de dossier</translation>
    </message>
    <message>
        <source>Add the folders that hold your photos, or drop them on this window. They are only read, never changed.</source>
        <translation>Ajoutez les dossiers qui contiennent vos photos, ou déposez-les sur cette fenêtre. Ils sont seulement lus, jamais modifiés.</translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation>Exclure…</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>Retirer de la bibliothèque</translation>
    </message>
    <message>
        <source>The photos are no longer found; the files stay as they are</source>
        <translation>Les photos ne sont plus trouvées ; les fichiers restent tels quels</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation>Fichiers illisibles</translation>
    </message>
    <message>
        <source>Every file could be read</source>
        <translation>Tous les fichiers ont pu être lus</translation>
    </message>
    <message>
        <source>Files that cannot be read are named here, each with the reason.</source>
        <translation>Les fichiers illisibles sont nommés ici, chacun avec sa raison.</translation>
    </message>
    <message>
        <source>Try these files again</source>
        <translation>Réessayer ces fichiers</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n dossier</numerusform>
            <numerusform>%n dossiers</numerusform>
        </translation>
    </message>
    <message>
        <source>exact search</source>
        <translation>recherche exacte</translation>
    </message>
    <message>
        <source>{vectors} features, {bytes} bytes each</source>
        <translation>{vectors} caractéristiques de {bytes} octets</translation>
    </message>
    <message>
        <source>{bytes} of memory in the last scan</source>
        <translation>{bytes} de mémoire à la dernière analyse</translation>
    </message>
    <message numerus="yes">
        <source>%n described thoroughly</source>
        <translation>
            <numerusform>%n décrite en détail</numerusform>
            <numerusform>%n décrites en détail</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n à faire</numerusform>
            <numerusform>%n à faire</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” was taken out of the library. The files are untouched.</source>
        <translation>« {name} » a été retiré de la bibliothèque. Les fichiers sont intacts.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>“{path}” cannot be reached at present.</source>
        <translation>« {path} » est inaccessible pour le moment.</translation>
    </message>
    <message>
        <source>Leave out of “{name}”</source>
        <translation>Exclure de « {name} »</translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation>Un motif par ligne, comme *.tmp, Cache ou Privé/**</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saved as {path}.</source>
        <translation>Enregistré sous {path}.</translation>
    </message>
    <message>
        <source>Another program is writing to this library. You can search in it; scanning is off until that ends.</source>
        <translation>Un autre programme écrit dans cette bibliothèque. Vous pouvez y chercher ; l’analyse est suspendue jusqu’à la fin.</translation>
    </message>
    <message>
        <source>Choose another data folder in the settings, or move this one away and start again.</source>
        <translation>Choisissez un autre dossier de données dans les paramètres, ou déplacez celui-ci et redémarrez.</translation>
    </message>
    <message>
        <source>The library is open for reading only; no folder can be added now.</source>
        <translation>La bibliothèque est ouverte en lecture seule ; aucun dossier ne peut être ajouté maintenant.</translation>
    </message>
    <message>
        <source>The library is open for reading only; it cannot be scanned now.</source>
        <translation>La bibliothèque est ouverte en lecture seule ; elle ne peut être analysée maintenant.</translation>
    </message>
    <message>
        <source>The scan has ended after {time}.</source>
        <translation>L’analyse s’est achevée après {time}.</translation>
    </message>
    <message>
        <source>No photo was found in “{name}” or in a folder below it.</source>
        <translation>Aucune photo n’a été trouvée dans « {name} » ni dans ses sous-dossiers.</translation>
    </message>
    <message>
        <source>Take it out of the library</source>
        <translation>Le retirer de la bibliothèque</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Ouvrir une image</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>Images ({kinds})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>Ajouter un dossier de photos</translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>reference, never touched</source>
        <translation>référence, jamais touchée</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>reste</translation>
    </message>
    <message>
        <source>suggested to be kept</source>
        <translation>proposé à garder</translation>
    </message>
    <message>
        <source>{share} % alike</source>
        <translation>{share} % pareil</translation>
    </message>
    <message>
        <source>disk not connected</source>
        <translation>disque non branché</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation>Fermer le message</translation>
    </message>
</context>
<context>
    <name>OverlayCanvas</name>
    <message>
        <source>Query and result laid over each other</source>
        <translation>Requête et résultat superposés</translation>
    </message>
    <message>
        <source>black: alike   bright: different   hatched: not in the result</source>
        <translation>noir : pareil   clair : différent   hachuré : absent du résultat</translation>
    </message>
</context>
<context>
    <name>PartsDelegate</name>
    <message>
        <source>host: the ground of the picture</source>
        <translation>image de fond</translation>
    </message>
    <message>
        <source>donor</source>
        <translation>source</translation>
    </message>
    <message>
        <source>{score} % · {matches} matches</source>
        <translation>{score} % · {matches} correspondances</translation>
    </message>
    <message>
        <source>{share} % of the picture</source>
        <translation>{share} % de l’image</translation>
    </message>
    <message numerus="yes">
        <source>and %n more photo(s)</source>
        <translation>
            <numerusform>et %n autre photo</numerusform>
            <numerusform>et %n autres photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsModel</name>
    <message>
        <source>Object {number}: from {name}</source>
        <translation>Objet {number} : de {name}</translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>The query with its objects outlined</source>
        <translation>La requête avec ses objets entourés</translation>
    </message>
    <message>
        <source>Objects and their donors</source>
        <translation>Objets et leurs sources</translation>
    </message>
    <message>
        <source>See what a picture is made of</source>
        <translation>Voyez de quoi une image est faite</translation>
    </message>
    <message>
        <source>Search with a picture that was put together from others. Its objects appear here in their own colours, each beside the photo that it was taken from; what no photo of yours explains is hatched.</source>
        <translation>Cherchez avec une image composée d’autres images. Ses objets apparaissent ici en couleur, chacun à côté de la photo dont il vient ; ce qu’aucune de vos photos n’explique est hachuré.</translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation>Ouvrir une image…</translation>
    </message>
    <message>
        <source>Looking for donors</source>
        <translation>Recherche des sources</translation>
    </message>
    <message>
        <source>Search the rest again</source>
        <translation>Chercher encore le reste</translation>
    </message>
    <message>
        <source>Search for the hatched parts alone: small donors are found this way</source>
        <translation>Chercher seulement les parties hachurées : ainsi se trouvent les petites sources</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) explained</source>
        <translation>
            <numerusform>%n partie expliquée</numerusform>
            <numerusform>%n parties expliquées</numerusform>
        </translation>
    </message>
    <message>
        <source>Hatched: what no photo of the library explains.</source>
        <translation>Hachuré : ce qu’aucune photo de la bibliothèque n’explique.</translation>
    </message>
    <message>
        <source>Every part is explained.</source>
        <translation>Chaque partie est expliquée.</translation>
    </message>
    <message>
        <source>Every part is explained, but for hatched remains too small to search with.</source>
        <translation>Chaque partie est expliquée, hormis des restes hachurés trop petits pour une recherche.</translation>
    </message>
    <message>
        <source>The hatched parts are too small to search with.</source>
        <translation>Les parties hachurées sont trop petites pour chercher.</translation>
    </message>
    <message numerus="yes">
        <source>%n more donor(s) found.</source>
        <translation>
            <numerusform>%n autre source trouvée.</numerusform>
            <numerusform>%n autres sources trouvées.</numerusform>
        </translation>
    </message>
    <message>
        <source>No photo of the library explains the hatched parts.</source>
        <translation>Aucune photo de la bibliothèque n’explique les parties hachurées.</translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>not byte for byte the one that stays</source>
        <translation>pas identique à l’octet près à celle qui reste</translation>
    </message>
    <message>
        <source>has more pixels than the one that stays</source>
        <translation>a plus de pixels que celle qui reste</translation>
    </message>
    <message>
        <source>has camera data that the one that stays lacks</source>
        <translation>a des données d’appareil qui manquent à celle qui reste</translation>
    </message>
    <message>
        <source>its disk was not connected at the last scan</source>
        <translation>son disque n’était pas branché à la dernière analyse</translation>
    </message>
    <message>
        <source>stays: {reason}</source>
        <translation>reste : {reason}</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>reste</translation>
    </message>
    <message>
        <source>not possible: {reason}</source>
        <translation>impossible : {reason}</translation>
    </message>
</context>
<context>
    <name>PlansModel</name>
    <message numerus="yes">
        <source>%n done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n faite</numerusform>
            <numerusform>%n faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n put back</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n remise en place</numerusform>
            <numerusform>%n remises en place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n non faite</numerusform>
            <numerusform>%n non faites</numerusform>
        </translation>
    </message>
    <message>
        <source>Clean-up</source>
        <translation>Nettoyage</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>shares an object with {name}</source>
        <translation>partage un objet avec {name}</translation>
    </message>
    <message>
        <source>borrows from {name}</source>
        <translation>emprunte à {name}</translation>
    </message>
    <message>
        <source>{name} borrows from it</source>
        <translation>{name} lui emprunte</translation>
    </message>
    <message>
        <source>what surrounds the object there comes from another photo</source>
        <translation>ce qui entoure l’objet là-bas vient d’une autre photo</translation>
    </message>
    <message>
        <source>parts of it are covered there by something from another photo</source>
        <translation>des parties en sont couvertes là-bas par un élément d’une autre photo</translation>
    </message>
    <message>
        <source>{share} % of this photo, {matches} matches</source>
        <translation>{share} % de cette photo, {matches} correspondances</translation>
    </message>
    <message>
        <source>Which of the two borrowed cannot be told.</source>
        <translation>On ne peut dire laquelle des deux a emprunté.</translation>
    </message>
</context>
<context>
    <name>ProvenancePage</name>
    <message>
        <source>Clusters</source>
        <translation>Ensembles</translation>
    </message>
    <message>
        <source>Links of the chosen photo</source>
        <translation>Liens de la photo choisie</translation>
    </message>
    <message>
        <source>Looking for composites</source>
        <translation>Recherche des montages</translation>
    </message>
    <message>
        <source>Which photos are made of others?</source>
        <translation>Quelles photos sont faites d’autres ?</translation>
    </message>
    <message>
        <source>The whole collection is searched for photos that borrow objects from each other. They are drawn as a graph: composites at the left, what they borrow from at the right.</source>
        <translation>Toute la collection est parcourue à la recherche de photos qui s’empruntent des objets. Elles sont dessinées en graphe : les montages à gauche, leurs sources à droite.</translation>
    </message>
    <message>
        <source>Look for composites</source>
        <translation>Chercher les montages</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Save the graph…</source>
        <translation>Enregistrer le graphe…</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Chercher de nouveau</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Choose a photo: its links and their reasons appear here. An arrow points to the photo that was borrowed from; a dashed line says that it cannot be told.</source>
        <translation>Choisissez une photo : ses liens et leurs raisons apparaissent ici. Une flèche pointe vers la photo d’origine ; un trait pointillé dit que le sens ne peut être établi.</translation>
    </message>
    <message>
        <source>Take it apart</source>
        <translation>La décomposer</translation>
    </message>
    <message>
        <source>Show its objects, each beside the photo it comes from (Return)</source>
        <translation>Montrer ses objets, chacun à côté de la photo d’où il vient (Entrée)</translation>
    </message>
    <message>
        <source>Search with it</source>
        <translation>Chercher avec elle</translation>
    </message>
    <message>
        <source>The library is open for reading only; it cannot be searched so.</source>
        <translation>La bibliothèque est ouverte en lecture seule ; cette recherche n’y est pas possible.</translation>
    </message>
    <message>
        <source>{done} of {total} photos compared</source>
        <translation>{done} photos comparées sur {total}</translation>
    </message>
    <message>
        <source>Looking for copies first: they count as one photo</source>
        <translation>Recherche des copies d’abord : elles comptent pour une photo</translation>
    </message>
    <message>
        <source>Looking for shared objects</source>
        <translation>Recherche d’objets communs</translation>
    </message>
    <message>
        <source>No photos of the collection share an object.</source>
        <translation>Aucune photo de la collection ne partage un objet avec une autre.</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n ensemble</numerusform>
            <numerusform>%n ensembles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n lien</numerusform>
            <numerusform>%n liens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stands for %n more version(s) of it</source>
        <translation>
            <numerusform>représente %n autre version</numerusform>
            <numerusform>représente %n autres versions</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the graph</source>
        <translation>Enregistrer le graphe</translation>
    </message>
    <message>
        <source>Web page with every link outlined (*.html)</source>
        <translation>Page web, chaque lien entouré (*.html)</translation>
    </message>
    <message>
        <source>Picture of the graph (*.png)</source>
        <translation>Image du graphe (*.png)</translation>
    </message>
    <message>
        <source>GraphML, for Gephi, yEd and others (*.graphml)</source>
        <translation>GraphML, pour Gephi, yEd et d’autres (*.graphml)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Enregistré sous {path}.</translation>
    </message>
</context>
<context>
    <name>ProvenanceView</name>
    <message>
        <source>Provenance graph</source>
        <translation>Graphe de provenance</translation>
    </message>
    <message numerus="yes">
        <source>with %n version(s)</source>
        <translation>
            <numerusform>avec %n version</numerusform>
            <numerusform>avec %n versions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueryCanvas</name>
    <message>
        <source>Query picture</source>
        <translation>Image de requête</translation>
    </message>
    <message>
        <source>Press R for a rectangle, arrows to move it, Shift and arrows to size it, Escape for the whole picture.</source>
        <translation>R pour un rectangle, flèches pour le déplacer, Maj et flèches pour la taille, Échap pour toute l’image.</translation>
    </message>
</context>
<context>
    <name>QueryPane</name>
    <message>
        <source>Query</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Recent queries</source>
        <translation>Requêtes récentes</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Ouvrir une image</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>Coller une image</translation>
    </message>
    <message>
        <source>Take the query away</source>
        <translation>Retirer la requête</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rectangle</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Draw several parts</source>
        <translation>Tracer plusieurs parties</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Image entière</translation>
    </message>
    <message>
        <source>The whole picture is searched. Draw on it to search for a part.</source>
        <translation>Toute l’image est recherchée. Dessinez dessus pour en chercher une partie.</translation>
    </message>
    <message>
        <source>A part of {width} × {height} pixels is searched.</source>
        <translation>Une partie de {width} × {height} pixels est recherchée.</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are searched.</source>
        <translation>
            <numerusform>%n partie est recherchée.</numerusform>
            <numerusform>%n parties sont recherchées.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>Lieux</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doublons</translation>
    </message>
    <message>
        <source>Composites</source>
        <translation>Montages</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labo</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
</context>
<context>
    <name>RangeHistogram</name>
    <message>
        <source>Similarity range: drag the ends, click a bar, double-click for all</source>
        <translation>Plage de ressemblance : tirer les bouts, cliquer une barre, double-clic pour tout</translation>
    </message>
    <message>
        <source>Similarity from {low} to {high} percent</source>
        <translation>Ressemblance de {low} à {high} pour cent</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) here</source>
        <translation>
            <numerusform>%n résultat ici</numerusform>
            <numerusform>%n résultats ici</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>at {percent} % size</source>
        <translation>à {percent} % de la taille</translation>
    </message>
    <message>
        <source>upside down</source>
        <translation>à l’envers</translation>
    </message>
    <message>
        <source>turned {degrees}° clockwise</source>
        <translation>tourné de {degrees}° vers la droite</translation>
    </message>
    <message>
        <source>turned {degrees}° anticlockwise</source>
        <translation>tourné de {degrees}° vers la gauche</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>inversé</translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation>Même image</translation>
    </message>
    <message>
        <source>the query is a crop of it ({share} of this photo)</source>
        <translation>la requête en est un recadrage ({share} de cette photo)</translation>
    </message>
    <message>
        <source>it is a part of the query ({share} of it)</source>
        <translation>c’est une partie de la requête ({share})</translation>
    </message>
    <message>
        <source>cropped differently ({share} in common)</source>
        <translation>recadré autrement ({share} en commun)</translation>
    </message>
    <message>
        <source>{share} of the detail differs</source>
        <translation>{share} des détails diffèrent</translation>
    </message>
    <message>
        <source>The same file, byte for byte</source>
        <translation>Le même fichier, octet pour octet</translation>
    </message>
    <message numerus="yes">
        <source>Shares %n object(s)</source>
        <translation>
            <numerusform>Partage %n objet</numerusform>
            <numerusform>Partage %n objets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>May share %n object(s)</source>
        <translation>
            <numerusform>Partage peut-être %n objet</numerusform>
            <numerusform>Partage peut-être %n objets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n correspondance</numerusform>
            <numerusform>%n correspondances</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Ressemble</translation>
    </message>
    <message>
        <source>This part of the picture has too few details to find objects by: only look-alikes can be found.</source>
        <translation>Cette partie de l’image a trop peu de détails pour y trouver des objets : seules des ressemblances peuvent être trouvées.</translation>
    </message>
    <message>
        <source>This picture has too few details to find objects by: only look-alikes and copies of the whole picture can be found.</source>
        <translation>Cette image a trop peu de détails pour y trouver des objets : seules des ressemblances et des copies de l’image entière peuvent être trouvées.</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>the plan does not describe its group</source>
        <translation>le plan ne décrit pas son groupe</translation>
    </message>
    <message>
        <source>its group has no other photo</source>
        <translation>son groupe n’a pas d’autre photo</translation>
    </message>
    <message>
        <source>it does not belong to its group</source>
        <translation>il n’appartient pas à son groupe</translation>
    </message>
    <message>
        <source>it is the photo that its group keeps</source>
        <translation>c’est la photo que son groupe garde</translation>
    </message>
    <message>
        <source>another group asks for something else</source>
        <translation>un autre groupe demande autre chose</translation>
    </message>
    <message>
        <source>no photo of its group would be left</source>
        <translation>il ne resterait aucune photo de son groupe</translation>
    </message>
    <message>
        <source>it lies in the reference folder {folder}, which is never touched</source>
        <translation>il se trouve dans le dossier de référence {folder}, qui n’est jamais touché</translation>
    </message>
    <message>
        <source>it lies in {folder} and belongs to the system or a program</source>
        <translation>il se trouve dans {folder} et appartient au système ou à un programme</translation>
    </message>
    <message>
        <source>it is in a trash folder already</source>
        <translation>il est déjà dans une corbeille</translation>
    </message>
    <message>
        <source>only identical files can be replaced by a hard link</source>
        <translation>seuls des fichiers identiques peuvent être remplacés par un lien physique</translation>
    </message>
    <message>
        <source>the photo to link to, {file}, is gone or has changed</source>
        <translation>la photo visée par le lien, {file}, a disparu ou a changé</translation>
    </message>
    <message>
        <source>no other photo of its group could be read; this one stays</source>
        <translation>aucune autre photo de son groupe n’a pu être lue ; celle-ci reste</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>il n’est plus là</translation>
    </message>
    <message>
        <source>it cannot be reached: {why}</source>
        <translation>il est inaccessible : {why}</translation>
    </message>
    <message>
        <source>it cannot be read: {why}</source>
        <translation>il ne peut pas être lu : {why}</translation>
    </message>
    <message>
        <source>it is a link to a file, not a copy</source>
        <translation>c’est un lien vers un fichier, pas une copie</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>ce n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>it has changed since the plan was made</source>
        <translation>il a changé depuis que le plan a été fait</translation>
    </message>
    <message>
        <source>its content has changed since the plan was made</source>
        <translation>son contenu a changé depuis que le plan a été fait</translation>
    </message>
    <message>
        <source>its folder is read-only</source>
        <translation>son dossier est en lecture seule</translation>
    </message>
    <message>
        <source>its folder is read-only, so that it cannot be moved to the trash</source>
        <translation>son dossier est en lecture seule : il ne peut pas aller à la corbeille</translation>
    </message>
    <message>
        <source>the folder {folder} cannot be written to</source>
        <translation>on ne peut pas écrire dans le dossier {folder}</translation>
    </message>
    <message>
        <source>it is in that folder already</source>
        <translation>il est déjà dans ce dossier</translation>
    </message>
    <message>
        <source>the plan names no folder to move it to</source>
        <translation>le plan ne nomme aucun dossier de destination</translation>
    </message>
    <message>
        <source>it cannot be moved to {folder}: {why}</source>
        <translation>il ne peut pas être déplacé vers {folder} : {why}</translation>
    </message>
    <message>
        <source>{folder} holds too many files of this name</source>
        <translation>{folder} contient trop de fichiers de ce nom</translation>
    </message>
    <message>
        <source>the trash holds too many files of this name</source>
        <translation>la corbeille contient trop de fichiers de ce nom</translation>
    </message>
    <message>
        <source>the copy in {folder} differs from the file</source>
        <translation>la copie dans {folder} diffère du fichier</translation>
    </message>
    <message>
        <source>no hard link could be made here: {why}</source>
        <translation>aucun lien physique n’a pu être créé ici : {why}</translation>
    </message>
    <message>
        <source>the trash cannot take it: {why}</source>
        <translation>la corbeille ne peut pas le recevoir : {why}</translation>
    </message>
    <message>
        <source>the trash refused it: {why}</source>
        <translation>la corbeille l’a refusé : {why}</translation>
    </message>
    <message>
        <source>the recycle bin refused it: {why}</source>
        <translation>la corbeille l’a refusé : {why}</translation>
    </message>
    <message>
        <source>the recycle bin did not take it</source>
        <translation>la corbeille ne l’a pas pris</translation>
    </message>
    <message>
        <source>its disk has no trash and none can be made: {why}</source>
        <translation>son disque n’a pas de corbeille et aucune ne peut être créée : {why}</translation>
    </message>
    <message>
        <source>{folder} is a link, which is not safe to use as a trash</source>
        <translation>{folder} est un lien, ce qui n’est pas sûr pour une corbeille</translation>
    </message>
    <message>
        <source>it is no longer in the trash at {place}</source>
        <translation>il n’est plus dans la corbeille à {place}</translation>
    </message>
    <message>
        <source>another file stands in its place now; it stays in the trash</source>
        <translation>un autre fichier occupe maintenant sa place ; il reste dans la corbeille</translation>
    </message>
    <message>
        <source>it cannot be put back: {why}</source>
        <translation>il ne peut pas être remis en place : {why}</translation>
    </message>
    <message>
        <source>the trash does not say where it came from</source>
        <translation>la corbeille ne dit pas d’où il vient</translation>
    </message>
    <message>
        <source>the history does not say where it is</source>
        <translation>l’historique ne dit pas où il se trouve</translation>
    </message>
    <message>
        <source>the copy at {file} was left there: {why}</source>
        <translation>la copie {file} a été laissée là : {why}</translation>
    </message>
    <message>
        <source>interrupted when it was about to be moved; it is where it was</source>
        <translation>interrompu au moment du déplacement ; il est resté à sa place</translation>
    </message>
    <message>
        <source>it was gone before it could be moved</source>
        <translation>il avait disparu avant de pouvoir être déplacé</translation>
    </message>
    <message>
        <source>it is neither in its place nor at {place}</source>
        <translation>il n’est ni à sa place ni à {place}</translation>
    </message>
    <message>
        <source>no link could be made, and {why}</source>
        <translation>aucun lien n’a pu être créé, et {why}</translation>
    </message>
    <message>
        <source>the copy at {file} has changed and was left there</source>
        <translation>la copie {file} a changé et a été laissée là</translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>Save the results</source>
        <translation>Enregistrer les résultats</translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation>Rapport HTML (*.html)</translation>
    </message>
    <message>
        <source>PDF report (*.pdf)</source>
        <translation>Rapport PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Layered picture, one layer per object (*.ora)</source>
        <translation>Image à calques, un par objet (*.ora)</translation>
    </message>
    <message>
        <source>PNG layers, one file per object (*.png)</source>
        <translation>Calques PNG, un fichier par objet (*.png)</translation>
    </message>
    <message>
        <source>What was found of {name}</source>
        <translation>Ce qui a été trouvé pour {name}</translation>
    </message>
    <message>
        <source>The report could not be saved: {why}</source>
        <translation>Le rapport n’a pas pu être enregistré : {why}</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Copies and edits of this picture</source>
        <translation>Copies et retouches de cette image</translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation>Partage un objet</translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation>Ressemble</translation>
    </message>
    <message>
        <source>Its disk is not connected.</source>
        <translation>Son disque n’est pas branché.</translation>
    </message>
    <message>
        <source>{name}, {kind}, similarity {score} percent</source>
        <translation>{name}, {kind}, ressemblance {score} pour cent</translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message>
        <source>Results</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Explained parts</source>
        <translation>Parties expliquées</translation>
    </message>
    <message>
        <source>Show which photo every part of the query comes from</source>
        <translation>Montrer de quelle photo vient chaque partie de la requête</translation>
    </message>
    <message>
        <source>Save these results as a report</source>
        <translation>Enregistrer ces résultats en rapport</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>Taille des vignettes</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation>Objets communs</translation>
    </message>
    <message>
        <source>Look-alikes</source>
        <translation>Ressemblances</translation>
    </message>
    <message>
        <source>Group by kind</source>
        <translation>Grouper par genre</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Les meilleurs d’abord</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Les plus récents d’abord</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Largest file first</source>
        <translation>Plus gros fichier d’abord</translation>
    </message>
    <message>
        <source>Most pixels first</source>
        <translation>Plus de pixels d’abord</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>Plus de filtres</translation>
    </message>
    <message>
        <source>Add a folder of photos first</source>
        <translation>Ajoutez d’abord un dossier de photos</translation>
    </message>
    <message>
        <source>ImageFinder looks for pictures in folders that you choose. Your photos stay where they are and are never changed; nothing leaves this computer.</source>
        <translation>ImageFinder cherche dans les dossiers que vous choisissez. Vos photos restent où elles sont et ne sont jamais modifiées ; rien ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Your photos are being read</source>
        <translation>Vos photos sont en cours de lecture</translation>
    </message>
    <message>
        <source>You can ask with a picture already: it is looked for among the photos that have been read so far.</source>
        <translation>Vous pouvez déjà poser la question avec une image : elle est cherchée parmi les photos déjà lues.</translation>
    </message>
    <message>
        <source>Ask with a picture</source>
        <translation>Posez la question avec une image</translation>
    </message>
    <message>
        <source>Drop a picture on the left. You will see its copies and edits, photos that share an object with it, and photos that look alike, each with the reason why. Draw a rectangle on the picture to ask for one part of it.</source>
        <translation>Déposez une image à gauche. Vous verrez ses copies et retouches, les photos qui partagent un objet avec elle et celles qui lui ressemblent, chacune avec sa raison. Tracez un rectangle sur l’image pour n’en chercher qu’une partie.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>All results are filtered out</source>
        <translation>Tous les résultats sont filtrés</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Effacer les filtres</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche en cours…</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n résultat</numerusform>
            <numerusform>%n résultats</numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation>
            <numerusform>%n affiché</numerusform>
            <numerusform>%n affichés</numerusform>
        </translation>
    </message>
    <message>
        <source>still looking…</source>
        <translation>la recherche continue…</translation>
    </message>
    <message>
        <source>Computed on {device}</source>
        <translation>Calculé sur {device}</translation>
    </message>
    <message>
        <source>No photo of the library shows this picture or a part of it.</source>
        <translation>Aucune photo de la bibliothèque ne montre cette image ou une de ses parties.</translation>
    </message>
</context>
<context>
    <name>ReviewActions</name>
    <message>
        <source>Keep only this</source>
        <translation>Ne garder que celle-ci</translation>
    </message>
    <message>
        <source>Mark the others for the trash and go on; nothing moves before the clean-up</source>
        <translation>Marquer les autres pour la corbeille et continuer ; rien ne bouge avant le nettoyage</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Corbeille</translation>
    </message>
    <message>
        <source>Mark this photo for the trash, or unmark it</source>
        <translation>Marquer cette photo pour la corbeille, ou la démarquer</translation>
    </message>
    <message>
        <source>Other folder</source>
        <translation>Autre dossier</translation>
    </message>
    <message>
        <source>Mark this photo to be moved to another folder, or unmark it</source>
        <translation>Marquer cette photo pour un autre dossier, ou la démarquer</translation>
    </message>
    <message>
        <source>Hard link</source>
        <translation>Lien physique</translation>
    </message>
    <message>
        <source>Let this identical file become a second name of the one that stays</source>
        <translation>Ce fichier identique devient un second nom de celui qui reste</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Compare this photo with the first (Return)</source>
        <translation>Comparer cette photo à la première (Entrée)</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>Tout garder</translation>
    </message>
    <message>
        <source>Keep every photo of this group</source>
        <translation>Garder toutes les photos de ce groupe</translation>
    </message>
    <message>
        <source>Alternates</source>
        <translation>Variantes</translation>
    </message>
    <message>
        <source>Versions that belong together</source>
        <translation>Versions qui vont ensemble</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Sans rapport</translation>
    </message>
    <message>
        <source>These are different pictures; with Shift only the chosen one is</source>
        <translation>Ce sont des images différentes ; avec Maj, seulement celle choisie</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Show this group another time</source>
        <translation>Montrer ce groupe une autre fois</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>The first</source>
        <translation>La première</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>Celle-ci</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groupes</translation>
    </message>
    <message>
        <source>Photos of the group</source>
        <translation>Photos du groupe</translation>
    </message>
    <message>
        <source>Suggested to be kept: {name} ({reason})</source>
        <translation>À garder, suggestion : {name} ({reason})</translation>
    </message>
    <message>
        <source>Choose the photo that does not belong to the first one.</source>
        <translation>Choisissez la photo qui ne va pas avec la première.</translation>
    </message>
    <message>
        <source>The two files are identical: they always belong together.</source>
        <translation>Les deux fichiers sont identiques : ils vont toujours ensemble.</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>Sans rapport</translation>
    </message>
    <message>
        <source>The decision about “{name}” was taken back.</source>
        <translation>La décision sur « {name} » a été annulée.</translation>
    </message>
    <message>
        <source>Keep only this</source>
        <translation>Ne garder que celle-ci</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marquer</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>Démarquer</translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Recall@1</source>
        <translation>Rappel@1</translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation>Rappel@10</translation>
    </message>
    <message>
        <source>ms per query</source>
        <translation>ms par requête</translation>
    </message>
    <message>
        <source>Bytes per vector</source>
        <translation>Octets par vecteur</translation>
    </message>
    <message>
        <source>Seconds to build</source>
        <translation>Secondes de construction</translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message>
        <source>Which photo to suggest</source>
        <translation>Quelle photo suggérer</translation>
    </message>
    <message>
        <source>The first rule that sees a difference decides. Move rules with Ctrl and the arrow keys, or by dragging; switch off what does not matter to you.</source>
        <translation>La première règle qui voit une différence décide. Déplacez les règles avec Ctrl et les flèches, ou en les tirant ; désactivez ce qui ne compte pas pour vous.</translation>
    </message>
    <message>
        <source>Rules, the most important first</source>
        <translation>Règles, la plus importante d’abord</translation>
    </message>
    <message>
        <source>Preferred folders, the most preferred first</source>
        <translation>Dossiers préférés, le premier d’abord</translation>
    </message>
    <message>
        <source>Reference folders</source>
        <translation>Dossiers de référence</translation>
    </message>
    <message>
        <source>Preferred folders</source>
        <translation>Dossiers préférés</translation>
    </message>
    <message>
        <source>Photos in the first of these are kept rather than others.</source>
        <translation>Les photos du premier d’entre eux sont gardées plutôt que d’autres.</translation>
    </message>
    <message>
        <source>Photos in these always stay: they can be compared with, never marked.</source>
        <translation>Les photos qui s’y trouvent restent toujours : on peut les comparer, jamais les marquer.</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>As it was at first</source>
        <translation>Comme au début</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>the one that others were made from</source>
        <translation>celle dont les autres ont été tirées</translation>
    </message>
    <message>
        <source>more pixels</source>
        <translation>plus de pixels</translation>
    </message>
    <message>
        <source>more camera data</source>
        <translation>plus de données d’appareil</translation>
    </message>
    <message>
        <source>larger file</source>
        <translation>fichier plus gros</translation>
    </message>
    <message>
        <source>older</source>
        <translation>plus ancienne</translation>
    </message>
    <message>
        <source>in a preferred folder</source>
        <translation>dans un dossier préféré</translation>
    </message>
    <message>
        <source>named like an original</source>
        <translation>nommée comme un original</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan progress</source>
        <translation>Avancement de l’analyse</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop the scan; what it has found stays and the next scan goes on from there</source>
        <translation>Arrêter l’analyse ; ce qui est trouvé reste et la prochaine continue de là</translation>
    </message>
    <message>
        <source>Looking through folders</source>
        <translation>Parcours des dossiers</translation>
    </message>
    <message>
        <source>First pass</source>
        <translation>Première passe</translation>
    </message>
    <message>
        <source>Thorough pass</source>
        <translation>Passe détaillée</translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation>Construction de l’index</translation>
    </message>
    <message>
        <source>Starting the scan</source>
        <translation>L’analyse commence</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} sur {total}</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>{rate} photos/s</source>
        <translation>{rate} photos/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n n’a pas pu être lu</numerusform>
            <numerusform>%n n’ont pas pu être lus</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
</context>
<context>
    <name>SearchPlace</name>
    <message>
        <source>Pasted picture</source>
        <translation>Image collée</translation>
    </message>
    <message>
        <source>There is no picture in it: drop or paste an image file, a bitmap or a folder.</source>
        <translation>Il n’y a pas d’image dedans : déposez ou collez un fichier d’image, une image ou un dossier.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were dropped; this is number {place}.</source>
        <translation>
            <numerusform>%n image a été déposée ; voici le numéro {place}.</numerusform>
            <numerusform>%n images ont été déposées ; voici le numéro {place}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Image suivante</translation>
    </message>
    <message>
        <source>“{name}” is no picture. JPEG, PNG, WebP, TIFF, GIF and many more are read.</source>
        <translation>« {name} » n’est pas une image. JPEG, PNG, WebP, TIFF, GIF et bien d’autres formats sont lus.</translation>
    </message>
    <message>
        <source>The web page gave an address instead of a picture, and fetching is off in the settings. Copy the picture itself and paste it here.</source>
        <translation>La page web a donné une adresse au lieu d’une image, et la récupération est désactivée. Copiez l’image elle-même et collez-la ici.</translation>
    </message>
    <message>
        <source>The web page gave the picture&apos;s address. Fetch it from {host}? Nothing else is sent.</source>
        <translation>La page web a donné l’adresse de l’image. La récupérer sur {host} ? Rien d’autre n’est envoyé.</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Récupérer</translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one, or take a screenshot, and paste again.</source>
        <translation>Le presse-papiers ne contient pas d’image. Copiez-en une, ou faites une capture d’écran, et collez de nouveau.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels are too few to search with. Draw at least {least} × {least}.</source>
        <translation>{width} × {height} pixels sont trop peu pour chercher. Tracez au moins {least} × {least}.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation>« {path} » n’est plus là.</translation>
    </message>
    <message>
        <source>Compare with the query</source>
        <translation>Comparer à la requête</translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation>Chercher avec cette photo</translation>
    </message>
    <message>
        <source>Open in the usual viewer</source>
        <translation>Ouvrir dans la visionneuse habituelle</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Afficher le fichier dans son dossier</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Copier le chemin</translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
        <translation>« {path} » ne peut être ouvert.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Enregistré sous {path}.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>What the keys do</source>
        <translation>Ce que font les touches</translation>
    </message>
    <message>
        <source>About ImageFinder</source>
        <translation>À propos d’ImageFinder</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Vignettes</translation>
    </message>
    <message>
        <source>Outline matched objects over thumbnails</source>
        <translation>Entourer les objets trouvés sur les vignettes</translation>
    </message>
    <message>
        <source>Group results by kind</source>
        <translation>Grouper les résultats par genre</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Results at most</source>
        <translation>Résultats au plus</translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation>Demander à chaque fois</translation>
    </message>
    <message>
        <source>Fetch the picture</source>
        <translation>Récupérer l’image</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>Ne jamais utiliser le réseau</translation>
    </message>
    <message>
        <source>Web addresses</source>
        <translation>Adresses web</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>Le plus rapide</translation>
    </message>
    <message>
        <source>Processor only</source>
        <translation>Processeur seulement</translation>
    </message>
    <message>
        <source>Compute device</source>
        <translation>Appareil de calcul</translation>
    </message>
    <message>
        <source>Another device is used from the next start on.</source>
        <translation>Un autre appareil est utilisé à partir du prochain démarrage.</translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation>Analyse</translation>
    </message>
    <message>
        <source>Thorough: copies, objects and parts</source>
        <translation>Détaillée : copies, objets et parties</translation>
    </message>
    <message>
        <source>Fast: copies and look-alikes only</source>
        <translation>Rapide : copies et ressemblances seulement</translation>
    </message>
    <message>
        <source>Thoroughness</source>
        <translation>Niveau de détail</translation>
    </message>
    <message>
        <source>As many as cores</source>
        <translation>Autant que de cœurs</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Processus</translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation>Un motif par ligne, comme *.tmp, Cache ou Privé/**</translation>
    </message>
    <message>
        <source>Leave out of new folders</source>
        <translation>Exclure des nouveaux dossiers</translation>
    </message>
    <message>
        <source>Watch folders for changes (not on network disks)</source>
        <translation>Surveiller les dossiers (pas sur les disques réseau)</translation>
    </message>
    <message>
        <source>Tell me when a long scan has ended</source>
        <translation>M’avertir quand une longue analyse est finie</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation>Dossier de la bibliothèque</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Utiliser l’endroit habituel</translation>
    </message>
    <message>
        <source>Settings folder</source>
        <translation>Dossier des paramètres</translation>
    </message>
    <message>
        <source>Portable mode is on: everything is kept in one folder beside the program.</source>
        <translation>Le mode portable est actif : tout est gardé dans un dossier à côté du programme.</translation>
    </message>
    <message>
        <source>For portable mode, put a folder called “imagefinder-data” beside the program, or let the variable IMAGEFINDER_PORTABLE name a folder.</source>
        <translation>Pour le mode portable, placez un dossier « imagefinder-data » à côté du programme, ou indiquez un dossier dans la variable IMAGEFINDER_PORTABLE.</translation>
    </message>
    <message>
        <source>Folder for the library</source>
        <translation>Dossier de la bibliothèque</translation>
    </message>
    <message>
        <source>{folder} (from the next start on)</source>
        <translation>{folder} (dès le prochain démarrage)</translation>
    </message>
    <message>
        <source>The devices cannot be listed: {why}</source>
        <translation>Les appareils ne peuvent être listés : {why}</translation>
    </message>
    <message>
        <source>graphics</source>
        <translation>graphique</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processeur</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Query</source>
        <translation>Requête</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
</context>
</TS>
