"""Does it grow, by how much, and what must be ready before it does."""
