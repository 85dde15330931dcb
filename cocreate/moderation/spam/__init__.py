"""Whether a text looks like spam: learned from this site's verdicts, told by words."""
