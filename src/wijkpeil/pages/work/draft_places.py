"""Where a draft is gone on with."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def draft_place(register: str, record_id: str, draft: str) -> str:
    """Return the address of the form that a draft was typed in, in the active language.

    A target is never edited: what is typed of one is a revision.
    """
    if register == "targets" and record_id:
        address = reverse("work-target-revise", args=(record_id,))
    elif record_id:
        address = reverse("work-revise", args=(register, record_id))
    else:
        address = reverse("work-add", args=(register,))
    return f"{address}?{urlencode({'draft': draft})}"
