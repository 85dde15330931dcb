"""Whom to tell of what happened. Each may run twice: people are told once."""
