"""Addresses of the journal."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.views import journal

patterns: list[URLPattern] = [
    path(_("journal/"), journal.journal, name="journal"),
    path(_("journal/verification/"), journal.verify, name="journal-verify"),
    path(_("journal/journal.ndjson"), journal.export, name="journal-export"),
    path(_("journal/journal.csv"), journal.table, name="journal-table"),
    path(_("journal/<int:number>/"), journal.entry, name="journal-entry"),
]
