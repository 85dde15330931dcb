"""The search index in PostgreSQL: a table of terms, found by its full text search."""
