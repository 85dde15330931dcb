"""Moderation: flags, reviews, and sanctions with a stated reason."""
