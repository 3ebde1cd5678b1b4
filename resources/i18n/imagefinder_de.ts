<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About ImageFinder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds pictures by picture in your own photo folders: copies, shared objects, and the photos that a composite was made of. Your photos never leave this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ImageFinder itself is free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>The language changes at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>identical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rotated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bordered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stretched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distorted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>greyscale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watermarked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partly covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retouched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recompressed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareFacts</name>
    <message>
        <source>not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Software</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlines of the objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines between the matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This photo cannot be read at present: its file is gone, or its disk is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is gone or its disk is not connected; the kept thumbnail is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shared parts are too small or too smooth to draw single matches.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside ImageFinder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your photos and your library are safe, and you can go on working. If you report this, please copy the text below; it holds file names of yours only if the fault was about a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Drop a picture here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From your files, a web page or a screenshot. Its copies, its objects and its look-alikes are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DuplicatesPlace</name>
    <message>
        <source>Looking for duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw and rendered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find what is there twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies are found even when they were cropped, resized, mirrored or retouched. Nothing is deleted: you look at each group and decide, and every decision is remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing left to decide here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos of the group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep every photo of this group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alternates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions that belong together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are different pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this group another time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is open for reading only; groups cannot be made now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} pairs compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested to be kept: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision about “{name}” was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>{s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{m} min {s:02d} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{h} h {m:02d} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>“{name}” cannot be opened. {reason}: {detail}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds the library is full. Free some room and scan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library was written by a newer version of ImageFinder and was left untouched: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is in use by another program: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of the library is damaged: {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened: {error}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailuresModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>The file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A format that is not supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file breaks off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too large for this computer&apos;s memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading it took too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its decoder crashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewest pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any file size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} MB or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} kB or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any resolution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} megapixels or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Find pictures by picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which folder holds your photos? They are only read: nothing is changed, moved or sent anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies and edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same picture, cropped, resized, mirrored or recompressed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos that show the same thing, outlined in both pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Composites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of your photos a picture was put together from.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldersModel</name>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n pattern(s) left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>follows links</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>byte for byte the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} could be freed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Copy or edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity {score} percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) in common</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Object {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query and result</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{share} % of the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>possible, not verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>better</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LabPlace</name>
    <message>
        <source>Measuring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the index on your own photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features of your photos are drawn at random, each method learns from them, and its answers are held against exact search: how many are right, how long it takes, how many bytes it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes per code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} bytes per code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall@10 against time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>milliseconds per query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall@10 against memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes per vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} features, {queries} queries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPlace</name>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read new and changed photos; what is known already is not read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folders that hold your photos, or drop them on this window. They are only read, never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The photos are no longer found; the files stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every file could be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that cannot be read are named here, each with the reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try these files again</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>exact search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{vectors} features, {bytes} bytes each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {bytes} of memory in the last scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n described thoroughly</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” was taken out of the library. The files are untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be reached at present.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out of “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saved as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to this library. You can search in it; scanning is off until that ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another data folder in the settings, or move this one away and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is open for reading only; no folder can be added now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is open for reading only; it cannot be scanned now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan has ended after {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MembersModel</name>
    <message>
        <source>suggested to be kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} % alike</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlayCanvas</name>
    <message>
        <source>Query and result laid over each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black: alike   bright: different   hatched: not in the result</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartsDelegate</name>
    <message>
        <source>{score} % · {matches} matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} % of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more photo(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PartsModel</name>
    <message>
        <source>Object {number}: from {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PartsPage</name>
    <message>
        <source>The query with its objects outlined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects and their donors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what a picture is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search with a picture that was put together from others. Its objects appear here in their own colours, each beside the photo that it was taken from; what no photo of yours explains is hatched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the rest again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for the hatched parts alone: small donors are found this way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) explained</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Hatched: what no photo of the library explains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every part is explained.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoGrid</name>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryCanvas</name>
    <message>
        <source>Query picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press R for a rectangle, arrows to move it, Shift and arrows to size it, Escape for the whole picture.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryPane</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the query away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw several parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole picture is searched. Draw on it to search for a part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of {width} × {height} pixels is searched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) are searched.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Composites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RangeHistogram</name>
    <message>
        <source>Similarity range: drag the ends, click a bar, double-click for all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similarity from {low} to {high} percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) here</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>at {percent} % size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upside down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {degrees}° clockwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned {degrees}° anticlockwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the query is a crop of it ({share} of this photo)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all of it lies in the query ({share} of the query)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} of it agrees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same file, byte for byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Shares %n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>May share %n object(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportWriter</name>
    <message>
        <source>Save the results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HTML report (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF report (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layered picture, one layer per object (*.ora)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG layers, one file per object (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>Copies and edits of this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares an object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {kind}, similarity {score} percent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsPane</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explained parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show which photo every part of the query comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save these results as a report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look-alikes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest file first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most pixels first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of photos first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ImageFinder looks for pictures in folders that you choose. Your photos stay where they are and are never changed; nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask with a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a picture on the left. You will see its copies and edits, photos that share an object with it, and photos that look alike, each with the reason why. Draw a rectangle on the picture to ask for one part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All results are filtered out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>still looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo of the library shows this picture or a part of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowsModel</name>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall@1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recall@10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms per query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes per vector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds to build</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>Scan progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the scan; what it has found stays and the next scan goes on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thorough pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Building the index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{rate} photos/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPlace</name>
    <message>
        <source>Pasted picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture in it: drop or paste an image file, a bitmap or a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were dropped. The first one is searched; the others wait under “Recent queries”.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}” is not a picture that ImageFinder reads ({kinds}, …).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The web page gave an address instead of a picture, and fetching is off in the settings. Copy the picture itself and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The web page gave the picture&apos;s address. Fetch it from {host}? Nothing else is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no picture. Copy one, or take a screenshot, and paste again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} pixels are too few to search with. Draw at least {least} × {least}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search with this photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the usual viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About ImageFinder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline matched objects over thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group results by kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another device is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thorough: copies, objects and parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fast: copies and look-alikes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thoroughness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As many as cores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pattern per line, such as *.tmp, Cache or Private/**</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out of new folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch folders for changes (not on network disks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell me when a long scan has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portable mode is on: everything is kept in one folder beside the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For portable mode, put a folder called “imagefinder-data” beside the program, or let the variable IMAGEFINDER_PORTABLE name a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} (from the next start on)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The devices cannot be listed: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>graphics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>processor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
