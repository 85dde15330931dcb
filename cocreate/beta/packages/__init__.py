"""Packages for phones, desktops and Python: what they say of themselves."""
