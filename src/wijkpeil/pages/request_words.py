"""The words for what a request asks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wijkpeil.model.ledger import RequestKind


def kind_words() -> dict[str, str]:
    """Say the kinds of requests, in the active language."""
    words: dict[RequestKind, str] = {
        "money": _("money"),
        "law": _("a law"),
        "rule": _("a rule"),
        "policy": _("policy"),
        "process": _("a way of working"),
        "supervision": _("supervision"),
        "experiment": _("an experiment"),
        "capacity": _("capacity"),
        "justice": _("justice"),
        "system": _("a system"),
    }
    return dict(words)
