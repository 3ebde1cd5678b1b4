"""One match large: side by side, swipe, blink, difference."""
