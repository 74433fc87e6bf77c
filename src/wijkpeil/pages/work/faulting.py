"""What is wrong or not allowed, said to a person in the workplace."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from wijkpeil.errors import Fault, NotAllowed
from wijkpeil.ledger.seeing import areas_for
from wijkpeil.model.base import Language
from wijkpeil.model.people import Actor
from wijkpeil.pages.faults import fault_in, fault_words

IN_A_FORM = {
    "The cell of {name} is empty, and it must not be.": gettext_noop("This is empty, and it must not be."),
    "Fill the cell.": gettext_noop("Fill it in."),
    "This names none of the {words}, and it must.": gettext_noop("Nothing is chosen, and something must be."),
    "Add it to {place}, or correct the id.": gettext_noop("Choose one that is there, or add it to its register first."),
}
"""What a fault says of files, said of a form; by the template of the fault's text."""


def fault_text(fault: Fault, language: Language) -> str:
    """Say what is wrong and why, and what to do."""
    said = fault_in(fault, language)
    with override(language):
        words = [
            _(IN_A_FORM[template]) if (template := getattr(source, "template", "")) in IN_A_FORM else str(told)
            for source, told in ((fault.message, said.message), (fault.remedy, said.remedy))
        ]
    return " ".join(words).strip()


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
