"""The demo: a whole story of our own writing, and what reads it."""
