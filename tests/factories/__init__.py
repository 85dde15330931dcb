"""Things to arrange a test with, each committed and complete without a word."""
