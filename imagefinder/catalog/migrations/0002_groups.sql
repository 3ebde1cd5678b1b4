-- Groups of copies and links between composites and donors. All of it can be computed again from the photos, save for the
-- columns added to the journal, which say where a file lies so that it can be put back.

ALTER TABLE journal ADD COLUMN note     BLOB;        -- the trash's own note on the file, beside its place there
ALTER TABLE journal ADD COLUMN keeper   BLOB;        -- hardlink: the copy that path became a second name of
ALTER TABLE journal ADD COLUMN trashed  BLOB;        -- move across disks: where the original lies in the trash
ALTER TABLE journal ADD COLUMN undoing  INTEGER NOT NULL DEFAULT 0;

-- Which contents were looked up among all others, by which version of the procedure.
CREATE TABLE joined (
    description_id INTEGER PRIMARY KEY REFERENCES descriptions ON DELETE CASCADE,
    copies INTEGER NOT NULL DEFAULT 0,             -- version of the search for copies, 0 never
    donors INTEGER NOT NULL DEFAULT 0              -- version of the search for shared objects, 0 never
);

-- Pairs of contents that were compared pixel by pixel, first < second.
CREATE TABLE pairs (
    first      INTEGER NOT NULL REFERENCES descriptions ON DELETE CASCADE,
    second     INTEGER NOT NULL REFERENCES descriptions ON DELETE CASCADE,
    relation   TEXT    NOT NULL,                     -- same, alike, burst, companion, none
    similarity REAL    NOT NULL,
    detail     TEXT    NOT NULL,                     -- JSON: the change and its transform
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX pairs_second ON pairs (second);
CREATE INDEX pairs_relation ON pairs (relation);

-- Lists that are read page by page. A group is named by its members' hashes, so that its name survives a rebuild.
CREATE TABLE copy_groups (
    group_id TEXT    PRIMARY KEY,
    list     TEXT    NOT NULL,                       -- same picture, looks alike, burst, raw and rendered
    kind     TEXT    NOT NULL,                       -- exact, near
    photos   INTEGER NOT NULL,                       -- files in it
    bytes    INTEGER NOT NULL,                       -- of all files but the largest
    decided  TEXT    NOT NULL DEFAULT ''             -- the decision that keeps it from being shown again
) WITHOUT ROWID;
CREATE INDEX copy_groups_list ON copy_groups (list, decided, bytes DESC, group_id);

CREATE TABLE copy_group_members (
    group_id       TEXT    NOT NULL REFERENCES copy_groups ON DELETE CASCADE,
    description_id INTEGER NOT NULL REFERENCES descriptions ON DELETE CASCADE,
    PRIMARY KEY (group_id, description_id)
) WITHOUT ROWID;
CREATE INDEX copy_group_members_description ON copy_group_members (description_id);

-- Verified objects that two contents share; direction is NULL where it cannot be told.
CREATE TABLE donor_links (
    first     INTEGER NOT NULL REFERENCES descriptions ON DELETE CASCADE,
    second    INTEGER NOT NULL REFERENCES descriptions ON DELETE CASCADE,
    score     REAL    NOT NULL,
    composite INTEGER,                               -- first or second, whichever borrowed; NULL unknown
    reason    TEXT    NOT NULL DEFAULT '',
    objects   TEXT    NOT NULL,                      -- JSON, outlines in both
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX donor_links_second ON donor_links (second);
