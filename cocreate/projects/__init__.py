"""Projects: one co-creation effort each, with a brief, a promise and a phase."""
