-- A photo is one file; a description belongs to a content (one hash), and exact copies share it.
-- Paths are BLOBs of os.fsencode, because names on a POSIX disk need not be valid UTF-8.

CREATE TABLE folders (
    folder_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    path         BLOB    NOT NULL UNIQUE,            -- absolute, links resolved
    offline      INTEGER NOT NULL DEFAULT 0,
    follow_links INTEGER NOT NULL DEFAULT 0,
    volume       TEXT,                               -- identity of the disk at the last scan
    added_at     REAL    NOT NULL,
    scanned_at   REAL
);

CREATE TABLE exclusions (
    folder_id INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    pattern   TEXT    NOT NULL,
    PRIMARY KEY (folder_id, pattern)
) WITHOUT ROWID;

-- Directories inside a folder on which another disk was mounted: when that disk is away, its files are not deleted.
CREATE TABLE mounts (
    folder_id INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    directory BLOB    NOT NULL,
    offline   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder_id, directory)
) WITHOUT ROWID;

CREATE TABLE descriptions (
    description_id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: the index segments refer to it
    content_hash   BLOB    NOT NULL UNIQUE,
    bytes          INTEGER NOT NULL,
    format         TEXT    NOT NULL,
    width          INTEGER NOT NULL,                   -- oriented, full resolution
    height         INTEGER NOT NULL,
    orientation    INTEGER NOT NULL,
    captured       TEXT,
    camera         TEXT,
    software       TEXT,
    frames         INTEGER NOT NULL,
    phash          INTEGER NOT NULL,                   -- 64 bits, two's complement
    colour         BLOB    NOT NULL,                   -- float32 little-endian
    fast           INTEGER NOT NULL,                   -- 0 to do, 1 done
    thorough       INTEGER NOT NULL DEFAULT 0,         -- 0 to do, 1 done, 2 failed
    features       INTEGER NOT NULL DEFAULT 0,         -- local features in the index
    added_at       REAL    NOT NULL
);
CREATE INDEX descriptions_bytes ON descriptions (bytes);
CREATE INDEX descriptions_to_do ON descriptions (description_id) WHERE thorough = 0;

CREATE TABLE photos (
    photo_id       INTEGER PRIMARY KEY AUTOINCREMENT,
    folder_id      INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    directory      BLOB    NOT NULL,                   -- relative to the folder, '' for the folder itself
    name           BLOB    NOT NULL,
    size           INTEGER NOT NULL,
    mtime_ns       INTEGER NOT NULL,
    description_id INTEGER REFERENCES descriptions,    -- NULL until its content was read
    state          INTEGER NOT NULL DEFAULT 0,         -- 0 to be read, 1 read, 2 failed
    missing_since  REAL,
    UNIQUE (folder_id, directory, name)
);
CREATE INDEX photos_description ON photos (description_id);
CREATE INDEX photos_to_do ON photos (photo_id) WHERE state = 0 AND missing_since IS NULL;
CREATE INDEX photos_missing ON photos (missing_since) WHERE missing_since IS NOT NULL;

CREATE TABLE failures (
    folder_id INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    directory BLOB    NOT NULL,
    name      BLOB    NOT NULL,                      -- '' when the directory itself cannot be listed
    stage     TEXT    NOT NULL,                      -- walk, fast, thorough
    fault     TEXT    NOT NULL,
    detail    TEXT    NOT NULL,
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    failed_at REAL    NOT NULL,
    PRIMARY KEY (folder_id, directory, name)
) WITHOUT ROWID;

-- How far each vector space on disk is vouched for by the rows above; later segments are dropped at the next opening.
CREATE TABLE spaces (
    name     TEXT    PRIMARY KEY,
    version  TEXT    NOT NULL,
    sequence INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                              -- JSON
) WITHOUT ROWID;

-- From here on: what the user decided and did. Nothing here refers to a rebuildable row; contents are named by hash.

CREATE TABLE decisions (
    decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT NOT NULL,                       -- not a match, keep all, alternates, not now
    scope       TEXT NOT NULL CHECK (scope IN ('pair', 'group')),
    note        TEXT NOT NULL DEFAULT '',
    made_at     REAL NOT NULL,
    members_key BLOB NOT NULL,                       -- hash of the sorted members: one decision of a kind per set
    UNIQUE (kind, scope, members_key)
);

CREATE TABLE decision_members (
    decision_id  INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
    content_hash BLOB    NOT NULL,
    PRIMARY KEY (decision_id, content_hash)
) WITHOUT ROWID;
CREATE INDEX decision_members_hash ON decision_members (content_hash);

CREATE TABLE review_sessions (
    name     TEXT PRIMARY KEY,
    state    TEXT NOT NULL,                          -- JSON
    saved_at REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE journal (
    entry_id     INTEGER PRIMARY KEY AUTOINCREMENT,
    plan         TEXT    NOT NULL,                   -- entries of one clean-up share it
    action       TEXT    NOT NULL CHECK (action IN ('trash', 'move', 'hardlink')),
    path         BLOB    NOT NULL,                   -- the file acted on
    destination  BLOB,                               -- where it went: its place in the trash, or the new path
    content_hash BLOB,
    size         INTEGER NOT NULL,
    mtime_ns     INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('planned', 'started', 'done', 'failed', 'undone')),
    detail       TEXT    NOT NULL DEFAULT '',
    planned_at   REAL    NOT NULL,
    changed_at   REAL    NOT NULL
);
CREATE INDEX journal_plan ON journal (plan);
CREATE INDEX journal_open ON journal (entry_id) WHERE state IN ('planned', 'started');
