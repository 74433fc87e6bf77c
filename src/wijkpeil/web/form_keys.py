"""The hidden key of a form: for whom it was made, and what tells one sending from another.

It is signed, so that what comes in after a session ended is still known to be from whom the form was made for, and can
be kept for that account and for nobody else.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import NamedTuple

from django.core.signing import BadSignature

from wijkpeil.ledger.keys.signing import DatedSigner

PURPOSE = "form"
LASTS_SECONDS = 14 * 24 * 3600
"""How long a form that stays open is still taken as its owner's."""


class FormKey(NamedTuple):
    """What a form's key says."""

    account: str
    """Pseudonymous id of the account that the form was made for."""
    nonce: str
    """What tells this form from every other."""


def make_key(account: str) -> str:
    """Return the key of a new form."""
    return DatedSigner(PURPOSE).sign_object([account, secrets.token_hex(8)])


def read_key(text: str) -> FormKey | None:
    """Return what a key says; None where it is not ours or too old."""
    try:
        account, nonce = DatedSigner(PURPOSE).unsign_object(text, max_age=LASTS_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return FormKey(str(account), str(nonce))


def sending_key(key: FormKey | None, what: Mapping[str, object]) -> str:
    """Return what the service tells this sending by: the form and what it holds.

    The same form sent twice as it is counts once; sent again with other words in it, it is another sending.
    """
    if key is None:
        return ""
    content = json.dumps(what, sort_keys=True, ensure_ascii=False, default=str)
    return f"{key.nonce}:{hashlib.sha256(content.encode()).hexdigest()[:32]}"
