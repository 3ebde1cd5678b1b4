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
            <source>Groups</source>
            <translation>Groupes</translation>
        </message>
        <message>
            <source>Photos of the group</source>
            <translation>Photos du groupe</translation>
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
            <source>These are different pictures</source>
            <translation>Ce sont des images différentes</translation>
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
        <message>
            <source>Suggested to be kept: {name}</source>
            <translation>Proposé à garder : {name}</translation>
        </message>
        <message>
            <source>The decision about “{name}” was taken back.</source>
            <translation>La décision sur « {name} » a été annulée.</translation>
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
            <source>Too large for this computer's memory</source>
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
        <message>
            <source>{size} could be freed</source>
            <translation>{size} à libérer</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
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
        <message>
            <source>Query and result</source>
            <translation>Requête et résultat</translation>
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
            <source>keep all, alternates, not a match, later</source>
            <translation>tout garder, variantes, sans rapport, plus tard</translation>
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
            <source>At most {bytes} of memory in the last scan</source>
            <translation>Au plus {bytes} de mémoire lors de la dernière analyse</translation>
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
            <source>suggested to be kept</source>
            <translation>proposé à garder</translation>
        </message>
        <message>
            <source>{share} % alike</source>
            <translation>{share} % pareil</translation>
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
    </context>
    <context>
        <name>PhotoGrid</name>
        <message>
            <source>Photos</source>
            <translation>Photos</translation>
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
            <source>{share} of that agrees</source>
            <translation>{share} de cela concorde</translation>
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
            <source>%n picture(s) were dropped. The first one is searched; the others wait under “Recent queries”.</source>
            <translation>
                <numerusform>%n image a été déposée. Elle est recherchée ; d’autres attendent sous « Requêtes récentes ».</numerusform>
                <numerusform>%n images ont été déposées. La première est recherchée ; les autres attendent sous « Requêtes récentes ».</numerusform>
            </translation>
        </message>
        <message>
            <source>“{name}” is not a picture that ImageFinder reads ({kinds}, …).</source>
            <translation>« {name} » n’est pas une image qu’ImageFinder lit ({kinds}, …).</translation>
        </message>
        <message>
            <source>The web page gave an address instead of a picture, and fetching is off in the settings. Copy the picture itself and paste it here.</source>
            <translation>La page web a donné une adresse au lieu d’une image, et la récupération est désactivée. Copiez l’image elle-même et collez-la ici.</translation>
        </message>
        <message>
            <source>The web page gave the picture's address. Fetch it from {host}? Nothing else is sent.</source>
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
