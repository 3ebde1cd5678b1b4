<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
    <context>
        <name>DuplicatesPlace</name>
        <message numerus="yes">
            <source>%n group(s)</source>
            <translation>
                <numerusform>%n group</numerusform>
                <numerusform>%n groups</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FoldersModel</name>
        <message numerus="yes">
            <source>%n pattern(s) left out</source>
            <translation>
                <numerusform>%n pattern left out</numerusform>
                <numerusform>%n patterns left out</numerusform>
            </translation>
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
    </context>
    <context>
        <name>Inspector</name>
        <message numerus="yes">
            <source>%n object(s) in common</source>
            <translation>
                <numerusform>%n object in common</numerusform>
                <numerusform>%n objects in common</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n match(es)</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LibraryPlace</name>
        <message numerus="yes">
            <source>%n folder(s)</source>
            <translation>
                <numerusform>%n folder</numerusform>
                <numerusform>%n folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n described thoroughly</source>
            <translation>
                <numerusform>%n described thoroughly</numerusform>
                <numerusform>%n described thoroughly</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n to do</source>
            <translation>
                <numerusform>%n to do</numerusform>
                <numerusform>%n to do</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PartsDelegate</name>
        <message numerus="yes">
            <source>and %n more photo(s)</source>
            <translation>
                <numerusform>and %n more photo</numerusform>
                <numerusform>and %n more photos</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PartsPage</name>
        <message numerus="yes">
            <source>%n part(s) explained</source>
            <translation>
                <numerusform>%n part explained</numerusform>
                <numerusform>%n parts explained</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QueryPane</name>
        <message numerus="yes">
            <source>%n part(s) are searched.</source>
            <translation>
                <numerusform>%n part is searched.</numerusform>
                <numerusform>%n parts are searched.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RangeHistogram</name>
        <message numerus="yes">
            <source>%n result(s) here</source>
            <translation>
                <numerusform>%n result here</numerusform>
                <numerusform>%n results here</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message numerus="yes">
            <source>Shares %n object(s)</source>
            <translation>
                <numerusform>Shares %n object</numerusform>
                <numerusform>Shares %n objects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>May share %n object(s)</source>
            <translation>
                <numerusform>May share %n object</numerusform>
                <numerusform>May share %n objects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n match(es)</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ResultsPane</name>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n result</numerusform>
                <numerusform>%n results</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n shown</source>
            <translation>
                <numerusform>%n shown</numerusform>
                <numerusform>%n shown</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ScanBar</name>
        <message numerus="yes">
            <source>%n file(s)</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not be read</source>
            <translation>
                <numerusform>%n could not be read</numerusform>
                <numerusform>%n could not be read</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SearchPlace</name>
        <message numerus="yes">
            <source>%n picture(s) were dropped. The first one is searched; the others wait under “Recent queries”.</source>
            <translation>
                <numerusform>%n picture was dropped. It is searched; others wait under “Recent queries”.</numerusform>
                <numerusform>%n pictures were dropped. The first one is searched; the others wait under “Recent queries”.</numerusform>
            </translation>
        </message>
    </context>
</TS>
