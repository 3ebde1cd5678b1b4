<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>CleanUpPage</name>
    <message numerus="yes">
        <source>%n photo(s) would go</source>
        <translation>
            <numerusform>%n photo would go</numerusform>
            <numerusform>%n photos would go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to the trash</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n to the trash</numerusform>
            <numerusform>%n to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to {folder}</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n to {folder}</numerusform>
            <numerusform>%n to {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n become hard links</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n becomes a hard link</numerusform>
            <numerusform>%n become hard links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are not byte for byte the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n is not byte for byte the photo that stays.</numerusform>
            <numerusform>%n are not byte for byte the photo that stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have more pixels than the photo that stays.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n has more pixels than the photo that stays.</numerusform>
            <numerusform>%n have more pixels than the photo that stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n carry camera data that the photo that stays lacks.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n carries camera data that the photo that stays lacks.</numerusform>
            <numerusform>%n carry camera data that the photo that stays lacks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lie on disks that were not connected.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n lies on a disk that was not connected.</numerusform>
            <numerusform>%n lie on disks that were not connected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n can be done.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Checked on the disk: %n can be done.</numerusform>
            <numerusform>Checked on the disk: %n can be done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checked on the disk: %n cannot be done and will stay.</source>
        <comment>photos</comment>
        <translation>
            <numerusform>Checked on the disk: %n cannot be done and will stay.</numerusform>
            <numerusform>Checked on the disk: %n cannot be done and will stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Clean up %n photo(s)? Nothing is deleted; all of it can be put back.</source>
        <translation>
            <numerusform>Clean up %n photo? Nothing is deleted; it can be put back.</numerusform>
            <numerusform>Clean up %n photos? Nothing is deleted; all of it can be put back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) cleaned up.</source>
        <translation>
            <numerusform>%n photo cleaned up.</numerusform>
            <numerusform>%n photos cleaned up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be: they stay here with their reason.</source>
        <translation>
            <numerusform>%n could not be: it stays here with its reason.</numerusform>
            <numerusform>%n could not be: they stay here with their reason.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClustersModel</name>
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
            <numerusform>%n composite</numerusform>
            <numerusform>%n composites</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DecisionsPage</name>
    <message numerus="yes">
        <source>%n decision(s) taken back.</source>
        <translation>
            <numerusform>%n decision taken back.</numerusform>
            <numerusform>%n decisions taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) are shown again.</source>
        <translation>
            <numerusform>%n group is shown again.</numerusform>
            <numerusform>%n groups are shown again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new decision(s).</source>
        <translation>
            <numerusform>%n new decision.</numerusform>
            <numerusform>%n new decisions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DuplicatesPlace</name>
    <message numerus="yes">
        <source>A clean-up was interrupted. %n photo(s) were checked.</source>
        <translation>
            <numerusform>A clean-up was interrupted. %n photo was checked.</numerusform>
            <numerusform>A clean-up was interrupted. %n photos were checked.</numerusform>
        </translation>
    </message>
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
    <message numerus="yes">
        <source>%n marked</source>
        <comment>files of a group that will go</comment>
        <translation>
            <numerusform>%n marked</numerusform>
            <numerusform>%n marked</numerusform>
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
    <name>JournalPage</name>
    <message numerus="yes">
        <source>%n photo(s) put back.</source>
        <translation>
            <numerusform>%n photo put back.</numerusform>
            <numerusform>%n photos put back.</numerusform>
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
    <message numerus="yes">
        <source>%n more donor(s) found.</source>
        <translation>
            <numerusform>%n more donor found.</numerusform>
            <numerusform>%n more donors found.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlansModel</name>
    <message numerus="yes">
        <source>%n done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n put back</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n put back</numerusform>
            <numerusform>%n put back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not done</source>
        <comment>photos</comment>
        <translation>
            <numerusform>%n not done</numerusform>
            <numerusform>%n not done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProvenancePage</name>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
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
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>stands for %n more version(s) of it</source>
        <translation>
            <numerusform>stands for %n more version of it</numerusform>
            <numerusform>stands for %n more versions of it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProvenanceView</name>
    <message numerus="yes">
        <source>with %n version(s)</source>
        <translation>
            <numerusform>with %n version</numerusform>
            <numerusform>with %n versions</numerusform>
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
        <source>%n picture(s) were dropped; this is number {place}.</source>
        <translation>
            <numerusform>%n picture was dropped; this is number {place}.</numerusform>
            <numerusform>%n pictures were dropped; this is number {place}.</numerusform>
        </translation>
    </message>
</context>
</TS>
