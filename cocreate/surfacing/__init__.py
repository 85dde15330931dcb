"""Surfacing: what deserves to be seen, and why; so far, what was said already."""
