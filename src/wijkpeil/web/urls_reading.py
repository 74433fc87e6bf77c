"""Addresses of the overview, the board and the areas."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wijkpeil.web.views import api, areas, board, overview

patterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path(_("board/"), board.board, name="board"),
    path("data/board.<slug:form>", board.board_file, name="board-file"),
    path(_("areas/"), areas.areas, name="areas"),
    path(_("areas/<slug:id>/"), areas.area, name="area"),
    path("api/", api.reference, name="api"),
]
