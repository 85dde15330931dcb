"""Credits: who helped, derived from what was cited and reported."""
