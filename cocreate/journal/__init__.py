"""Journal: the company thinks aloud, and asks."""
