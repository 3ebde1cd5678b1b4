"""The Library place: folders, scan, failures."""
