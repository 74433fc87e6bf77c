"""The page about the API."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.rights import KEPT
from wijkpeil.loading.json_form import json_text
from wijkpeil.pages.api_reference import api_page
from wijkpeil.web.api import api, document
from wijkpeil.web.showing import show


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Say what a program can read and write, and how."""
    kinds = tuple(_kind(name) for name in REGISTERS if name in KEPT)
    site = f"{request.scheme}://{request.get_host()}"
    return show(request, "api", "api", lambda context, _language: api_page(context, _document(), kinds, site))


def _kind(register: str) -> str:
    kind: Any = REGISTERS[register].record_type
    return str(kind.__name__)


@cache
def _document() -> Any:
    return json.loads(json_text(document(api)))
