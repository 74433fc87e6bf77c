"""Statements as sentences: a whole template for each form, and the parts of each language; nothing of Django."""
