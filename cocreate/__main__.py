"""`python -m cocreate` is the same as `cocreate`."""

from cocreate.cli import main

main()
