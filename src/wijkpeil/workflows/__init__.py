"""The verbs: each takes records, computes, and returns records."""
