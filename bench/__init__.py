"""The benchmarks that the README's figures come from. Each file here is one."""
