"""Writes docs/index.md anew: ``python -m wijkpeil.index``, from the project's root."""

from pathlib import Path

from wijkpeil.index.manual import index_page

Path("docs/index.md").write_text(index_page(), encoding="utf-8")
