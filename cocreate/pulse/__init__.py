"""Pulse: whether the people we serve are well served."""
