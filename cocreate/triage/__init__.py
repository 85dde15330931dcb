"""Triage: the product managers' desk."""
