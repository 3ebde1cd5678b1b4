"""The Duplicates place: groups, review, rules, clean-up, journal."""
