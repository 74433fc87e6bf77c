"""Who works on which programme in which language, and what they see of it."""

from __future__ import annotations

from typing import Any

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.seeing import seen
from wijkpeil.model.base import Language, record
from wijkpeil.model.people import Actor
from wijkpeil.model.programme import Programme


@record
class Desk:
    """A person at work on a programme."""

    programme: Programme
    """All of it, whatever the person may see."""
    actor: Actor
    language: Language

    @property
    def id(self) -> str:
        """Id of the programme."""
        return self.programme.definitions.info.id

    def records(self, register: str) -> tuple[Any, ...]:
        """Return the records of a register that the person may see, in their order."""
        return seen(self.actor, self.id, register, getattr(self.programme.ledger, register))

    def find(self, register: str, own: str) -> Any | None:
        """Return a record that the person may see; None where there is none, or not for them."""
        found = next((each for each in getattr(self.programme.ledger, register) if each.id == own), None)
        return found if found is not None and may_read(self.actor, self.id, register, found) else None


def record_type_of(register: str) -> type:
    """Return the record that a register holds."""
    found = REGISTERS[register].record_type
    assert found is not None
    return found
