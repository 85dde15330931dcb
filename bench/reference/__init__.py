"""What a page costs at the least: the smallest application worth comparing with."""
