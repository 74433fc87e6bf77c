"""Sentences made from figures, one grammar per language."""
