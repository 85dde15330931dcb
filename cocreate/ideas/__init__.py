"""Ideas: what customers suggest, and where each one stands."""
