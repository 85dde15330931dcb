"""Search: an index that can be thrown away and rebuilt."""
