"""What was agreed, done and paid, in a relational database."""
