"""What is wrong or not allowed, said to a person in the workplace."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault, NotAllowed
from wijkpeil.ledger.seeing import areas_for
from wijkpeil.model.base import Language
from wijkpeil.model.people import Actor
from wijkpeil.pages.faults import fault_in, fault_words


def fault_text(fault: Fault, language: Language) -> str:
    """Say what is wrong and why, and what to do."""
    said = fault_in(fault, language)
    return f"{said.message} {said.remedy}".strip()


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
        if refused.action.startswith("record_") and areas_for(actor) is not None:
            return _("Your roles hold within certain areas alone. Choose areas within those, and no other.")
        return fault_words(refused.why, language)
