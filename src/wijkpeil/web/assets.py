"""Bring stylesheets, scripts and fonts together under names that hold a hash of their content."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MANIFEST = "staticfiles.json"


def collect_assets() -> bool:
    """Collect the assets where a source is newer than what was collected; return whether there was anything to do."""
    if settings.DEBUG:
        return False
    manifest = Path(settings.STATIC_ROOT) / MANIFEST
    if manifest.exists() and _newest_source() <= manifest.stat().st_mtime:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    return True


def _newest_source() -> float:
    found = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(None))
    return max((path.stat().st_mtime for path in found), default=0.0)
