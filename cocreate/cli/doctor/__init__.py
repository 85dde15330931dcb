"""Look whether the house is in order, and put in order what is not."""
