"""Writes docs/files.md and schemas/ anew: ``python -m wijkpeil.loading``, from the project's root."""

from pathlib import Path

from wijkpeil.loading.manual import published_files

for name, text in published_files().items():
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
