"""The Composites place: explained parts, provenance graph, reports."""
