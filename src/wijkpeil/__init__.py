"""Wijkpeil: measure neighbourhoods, keep the promises made to them, and show honestly whether they are met."""

__version__ = "0.1.0"
