"""Numbered SQL files, each taking the catalog from one format to the next; never edited once released."""
