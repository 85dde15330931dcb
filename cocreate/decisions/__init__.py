"""Decisions: what was decided and why, citing the people who led to it."""
