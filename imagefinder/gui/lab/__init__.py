"""The Lab place: recall against time and bytes."""
