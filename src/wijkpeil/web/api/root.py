"""The API put together from its parts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

from wijkpeil.errors import WrongUse
from wijkpeil.loading.json_form import read_json
from wijkpeil.web.api import accounts, indices, journal, programmes, records, target_states, targets, writing
from wijkpeil.web.api.asking import Renderer
from wijkpeil.web.api.envelope import JSON, VERSION
from wijkpeil.web.api.keys import Key
from wijkpeil.web.api.problems import answer_errors

DESCRIPTION = (
    "The records, the journal and the accounts of a Wijkpeil workspace, by the same rules as its pages. "
    "What is public needs no token. Times are in UTC; numbers are given with all their digits; null is what is missing."
)


class Exact(Parser):
    """Bodies with every digit of their numbers."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body of a request, and keep what is wrong with it for the answer.

        Raises:
            WrongUse: it is not said to be JSON, or is none.
        """
        sent = request.content_type or ""
        if sent != JSON:
            request.unread_status = 415  # type: ignore[attr-defined]
            request.unread = f"The Content-Type is {sent or 'missing'}. Send Content-Type: {JSON}."  # type: ignore[attr-defined]
            raise WrongUse(request.unread)  # type: ignore[attr-defined]
        try:
            return read_json(request.body)
        except WrongUse as error:
            request.unread = str(error)  # type: ignore[attr-defined]
            raise


def _made() -> NinjaAPI:
    contact = {"name": "Whoever runs this site", "url": "/api/"}
    if settings.CONTACT:
        contact["email"] = settings.CONTACT
    licence = {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"}
    made = NinjaAPI(
        title="Wijkpeil",
        version=VERSION,
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        auth=Key(),
        renderer=Renderer(),  # type: ignore[arg-type]
        parser=Exact(),
        openapi_extra={"info": {"contact": contact, "license": licence}},
    )
    # Reading and writing share a router, since ninja gives each router's addresses their own methods.
    assert writing.router is records.router
    for part in (programmes, target_states, indices, records, targets, journal, accounts):
        made.add_router("", part.router)
    answer_errors(made, records.current_told)
    return made


api = _made()
