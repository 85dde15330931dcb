"""Health: what operators and their machines ask, and what is wrong, if anything is."""
