"""How good it is: composites with their truth, edits, benchmark runners, measures and plots."""
