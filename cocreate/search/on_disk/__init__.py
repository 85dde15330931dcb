"""The search index on this disk, kept by Whoosh: one writer, snapshots for readers."""
