"""What the benchmarks share: data in bulk, servers, load, and how figures are said."""
