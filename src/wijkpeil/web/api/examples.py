"""Examples of the OpenAPI document; a test holds each against its schema, and the documented calls run."""

from __future__ import annotations

from typing import Any

from wijkpeil.web.api.index_examples import INDEX_EXAMPLES

FACILITY = {
    "id": "playground-square",
    "kind": "play-area",
    "name": {"nl": "Speeltuin op het plein", "en": "Playground on the square"},
    "areas": ["3081"],
    "theme": "general",
    "status": "open",
    "owner": "housing",
    "visibility": "public",
}
_STANDING = {
    "register": "facilities",
    "id": "playground-square",
    "revision": 1,
    "recorded_from": "2026-01-12T09:30:00Z",
    "recorded_to": None,
    "entry": 12,
    "simulated": False,
    "record": FACILITY,
}
_PROGRAMME = {
    "id": "rotterdam-2007",
    "name": {"nl": "Rotterdam 2007", "en": "Rotterdam 2007"},
    "definitions": "0" * 64,
    "changed_at": "2026-01-12T09:30:00Z",
    "simulated": False,
}
_FAULT = {
    "place": "facilities/playground-square",
    "key": "name_en",
    "message": "The English text is missing.",
    "remedy": "Write it in English too.",
}


def _problem(name: str, title: str, status: int, detail: str, **more: Any) -> dict[str, Any]:
    return {"type": f"urn:wijkpeil:problem:{name}", "title": title, "status": status, "detail": detail, **more}


_FAULTS = _problem("faults-found", "What was sent has faults", 422, "What was sent has faults", faults=[_FAULT])
_STALE = _problem(
    "stale-record",
    "The record was changed meanwhile",
    412,
    "facilities/playground-square was changed meanwhile: it is at revision 2. Look at the change and try again.",
    current={**_STANDING, "revision": 2},
)
_RECEIPT = {"entry": 12, "added": 1, "changed": 0, "removed": 0}
EXAMPLES: dict[str, dict[str, Any]] = {
    "programmes": {"200": [_PROGRAMME]},
    "programme": {"200": _PROGRAMME},
    "records": {"200": {"simulated": False, "total": 1, "page": 1, "page_size": 50, "items": [_STANDING]}},
    "record": {"200": _STANDING},
    "record_add": {
        "request": {"record": FACILITY, "why": "opened in January"},
        "201": {**_RECEIPT, "record": _STANDING},
        "422": _FAULTS,
    },
    "record_revise": {
        "request": {"record": {**FACILITY, "status": "closed"}, "why": "closed for the winter"},
        "200": {**_RECEIPT, "added": 0, "changed": 1, "record": {**_STANDING, "revision": 2}},
        "412": _STALE,
        "422": _FAULTS,
    },
    "record_restore": {"request": {"revision": 1, "why": "closed by mistake"}},
    "records_import": {
        "request": {"items": [{"id": "playground-square", "revision": 2, "record": FACILITY}], "preview": True},
    },
    "target_revise": {
        "request": {
            "statement": {
                "bound": 1000,
                "sentence": {
                    "nl": "Eind 2011 zijn er 1.000 plekken.",
                    "en": "By the end of 2011 there are 1,000 places.",
                },
            },
            "decision": {
                "decided_on": "2009-10-15",
                "reason": {"nl": "Er was minder geld.", "en": "There was less money."},
                "decision": "council 2009/12",
                "decided_by": "city",
            },
        },
    },
    "target_correct": {"request": {"record": {"bound": 1000}, "why": "a nought too many was typed"}},
    **INDEX_EXAMPLES,
    "entry_undo": {"request": {"why": "a mistake"}, "200": _RECEIPT},
    "account_invite": {"request": {"name": "A. Jansen", "email": "a.jansen@example.org", "language": "nl"}},
    "grant_give": {"request": {"role": "reporter", "partner": "housing", "programme": "rotterdam-2007"}},
}
"""For each operation an example of what is sent (``request``) and of answers by their status."""
