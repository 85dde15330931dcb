"""Discussion: what people say to each other, and what they follow."""
