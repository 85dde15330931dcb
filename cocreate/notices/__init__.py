"""Notices: telling people what happened to what they follow."""
