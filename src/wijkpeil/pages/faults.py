"""What is wrong, said to a person: every fault and refusal that a page shows goes through here."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, NotAllowed
from wijkpeil.ledger.seeing import areas_for
from wijkpeil.model.base import Language, record
from wijkpeil.model.people import Actor


@record
class FaultWords:
    """A fault in words."""

    text: str
    """What is wrong and why, and what to do."""
    language: Language
    """The language it is in."""


def fault_words(fault: Fault, language: Language) -> FaultWords:
    """Say a fault to a reader of ``language``; in English where it is not known in that language."""
    with override(language):
        message, remedy = _(fault.message), _(fault.remedy) if fault.remedy else ""
    known = language == "en" or (message != fault.message and (remedy != fault.remedy or not remedy))
    if not known:
        message, remedy = fault.message, fault.remedy
    return FaultWords(text=f"{message} {remedy}".strip(), language=language if known else "en")


def refusal_words(refused: NotAllowed, actor: Actor, language: Language) -> str:
    """Say why something is not allowed, and what to do."""
    with override(language):
        if not actor.id:
            return _("You are not signed in. Sign in first.")
        if not actor.grants:
            return _("Your account holds no role yet. Ask an administrator for one.")
        if refused.action == "record_remove":
            return _("None of your roles allows removing this. Ask whoever keeps the record, or the programme office.")
        if refused.action == "record_share":
            return _("None of your roles allows changing who sees this. Ask whoever keeps the record.")
        if areas_for(actor) is not None:
            return _("Your roles hold within certain areas alone. Choose areas within those, and no other.")
        return _("None of your roles allows this here. Ask whoever keeps the record, or an administrator.")
