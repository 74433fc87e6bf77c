"""How endpoints are declared, and the parts of a request that several share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote, urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import AfterValidator, AwareDatetime

from wijkpeil.errors import NotFound, WrongUse
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.loading.decoding import is_storable
from wijkpeil.loading.json_form import json_text
from wijkpeil.web.api.envelope import ROOT
from wijkpeil.web.api.problems import Required

T = TypeVar("T")
OWN = r"^[A-Za-z0-9][A-Za-z0-9_\-]*$"
KEY_LENGTH = 200
WHY_LENGTH = 2000
_TAG = re.compile(r'(?:W/)?"([1-9][0-9]{0,8})"')
_FIRST, _LAST = 1900, 2199


def _within_reach(moment: datetime) -> datetime:
    if not _FIRST <= moment.year <= _LAST:
        raise ValueError(f"it lies outside {_FIRST} to {_LAST}")
    return moment


Own = Annotated[str, Path(pattern=OWN, max_length=200)]
Register = Annotated[str, Path(alias="register", pattern=OWN, max_length=200)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(1, ge=1, le=1_000_000, description="Number of the page, from 1.")]
PageSize = Annotated[int, Query(50, ge=1, le=500, alias="pageSize", description="Number of items on a page.")]
Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]

IF_MATCH = "If-Match", 'The revision that you saw, as the ETag gave it: "3".', True
IDEMPOTENCY = "Idempotency-Key", "A key of your own: the same write sent again is written once.", False
WHY = "Why", "Why, in UTF-8 with percent signs; kept in the journal for good, so name no person.", False


def endpoint(
    router: Router,
    method: str,
    path: str,
    gives: Any,
    *,
    action: str,
    status: int = 200,
    problems: Sequence[int] = (),
    headers: Sequence[tuple[str, str, bool]] = (),
    parameters: Sequence[Mapping[str, Any]] = (),
) -> Callable[[T], T]:
    """Declare an endpoint; ``action`` is the right it asks for, ``problems`` what can go wrong beside the usual, and
    ``parameters`` what it reads from its address itself, as OpenAPI describes that."""

    def declare(function: Any) -> Any:
        said, _, more = (function.__doc__ or "").partition("\n")
        own = [*(_header(*each) for each in headers), *map(dict, parameters)]
        extra = {"x-action": action, "x-problems": sorted(problems), "parameters": own}
        return router.api_operation(
            [method],
            path,
            response={status: gives},
            by_alias=True,
            operation_id=function.__name__,
            summary=said.rstrip("."),
            description=" ".join(more.split()),
            openapi_extra=extra,
        )(function)

    return declare


def _header(name: str, said: str, required: bool) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": WHY_LENGTH if name == "Why" else KEY_LENGTH}
    if name == "If-Match":
        schema["pattern"] = r'^"[1-9][0-9]{0,8}"$'
    else:
        schema["pattern"] = "^[!-~]+$"
    return {"in": "header", "name": name, "required": required, "description": said, "schema": schema}


def register_named(name: str) -> str:
    """Return the register that an address names, where - stands for _.

    Raises:
        NotFound: there is none.
    """
    register = name.replace("-", "_")
    if "_" in name or register not in REGISTERS:
        raise NotFound(f"There is no register {name}. See the registers of the programme.")
    return register


def seen_revision(request: HttpRequest) -> int:
    """Return the revision that a writer says to have seen.

    Raises:
        Required: it says none.
    """
    match = _TAG.fullmatch(request.headers.get("If-Match", "").strip())
    if match is None:
        raise Required('Send the revision that you saw, as the ETag of the record gave it: If-Match: "3".')
    return int(match[1])


def sending(request: HttpRequest) -> str:
    """Return the key of this sending; empty where it has none.

    Raises:
        WrongUse: it cannot be used.
    """
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > KEY_LENGTH or not re.fullmatch("[!-~]*", key):
        raise WrongUse(f"An Idempotency-Key has at most {KEY_LENGTH} letters, digits and signs, and no spaces.")
    return key


def why_said(request: HttpRequest) -> str:
    """Return the reason that a header gives.

    Raises:
        WrongUse: it cannot be kept.
    """
    why = unquote(request.headers.get("Why", ""))
    if len(why) > WHY_LENGTH or not is_storable(why):
        raise WrongUse(f"A reason has at most {WHY_LENGTH} characters, each of which can be stored.")
    return why


def sliced(items: Sequence[T], page: int, page_size: int) -> Sequence[T]:
    """Return the items of one page."""
    return items[(page - 1) * page_size : page * page_size]


def links(request: HttpRequest, response: HttpResponse, page: int, page_size: int, total: int) -> None:
    """Say in a Link header where the pages around this one are."""
    last = max(1, -(-total // page_size))
    pages = {"first": 1, "prev": page - 1, "next": page + 1, "last": last}
    asked = request.GET.dict()
    told = [
        f'<{request.path}?{urlencode({**asked, "page": number, "pageSize": page_size})}>; rel="{name}"'
        for name, number in pages.items()
        if 1 <= number <= last
    ]
    response.headers["Link"] = ", ".join(told)


def tag(response: HttpResponse, revision: int) -> None:
    """Give the revision of a record as its ETag."""
    response.headers["ETag"] = f'"{revision}"'


def address(*parts: object) -> str:
    """Return the address of a resource."""
    return "/".join([ROOT, *map(str, parts)])


class Renderer:
    """JSON with every digit of its numbers."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, _request: HttpRequest, data: Any, **_told: Any) -> str:
        """Write an answer."""
        return json_text(data)
