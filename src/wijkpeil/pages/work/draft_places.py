"""Where a draft is gone on with."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

SIGN = "/"
"""What stands between area and indicator in the place of the id of a record; no id holds it."""


def decided_on(area: str, indicator: str) -> str:
    """Return what a draft of a decision names: the figure that stands out, which may have no record yet."""
    return f"{area}{SIGN}{indicator}"


def draft_place(register: str, record_id: str, draft: str) -> str:
    """Return the address of the form that a draft was typed in, in the active language.

    A target is never edited: what is typed of one is a revision. A draft that names a figure is of a decision on it.
    """
    area, sign, indicator = record_id.partition(SIGN)
    if sign:
        address = reverse("work-signal", args=(area, indicator))
    elif register == "targets" and record_id:
        address = reverse("work-target-revise", args=(record_id,))
    elif record_id:
        address = reverse("work-revise", args=(register, record_id))
    else:
        address = reverse("work-add", args=(register,))
    return f"{address}?{urlencode({'draft': draft})}"
