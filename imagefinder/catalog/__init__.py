"""What is known of a collection: folders, photos, failures, decisions and the journal, in one SQLite file."""

from imagefinder.catalog.catalog import Catalog
from imagefinder.catalog.database import Database, explain
from imagefinder.catalog.decisions import Decision, DecisionKind
from imagefinder.catalog.rows import (
    Counts,
    FailureRow,
    FileToRead,
    FolderRow,
    KnownFile,
    NewDescription,
    PassState,
    PhotoDetails,
    PhotoState,
    Stage,
)
from imagefinder.catalog.spaces import GLOBAL, LOCAL

__all__ = [
    "GLOBAL",
    "LOCAL",
    "Catalog",
    "Counts",
    "Database",
    "Decision",
    "DecisionKind",
    "FailureRow",
    "FileToRead",
    "FolderRow",
    "KnownFile",
    "NewDescription",
    "PassState",
    "PhotoDetails",
    "PhotoState",
    "Stage",
    "explain",
]
