"""A whole site in one file: rows of one moment, the files they name, a signed list."""
