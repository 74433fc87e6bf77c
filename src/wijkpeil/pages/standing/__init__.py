"""The standing of a programme: what is behind, by how much, how sure, who is to move, and what changed."""
