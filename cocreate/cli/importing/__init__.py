"""Bring ideas, comments and votes in from elsewhere, as often as one likes."""
