"""What is kept of people: why and how long, what they agreed to, and taking it away."""
