"""The Search place: query, regions, results."""
