"""Releases: what shipped, with which decisions and builds."""
