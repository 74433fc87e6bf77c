"""Addresses of the overview, the board and the areas."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.views import overview

patterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
]
