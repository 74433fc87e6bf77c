"""The command line: ``wijkpeil VERB``."""

from wijkpeil.cli.app import main

__all__ = ["main"]
