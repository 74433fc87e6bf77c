"""Addresses of what changed: by day, and of one record."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.views import history

patterns: list[URLPattern] = [
    path(_("history/"), history.days, name="history"),
    path(_("history/go/"), history.go, name="history-go"),
    path(_("history/<slug:register>/<slug:id>/"), history.of_record, name="history-record"),
]
