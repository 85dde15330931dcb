"""Surfacing: which suggestions rise, and why."""
