"""What the sentence of a statement is made from, before either language puts it into words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from wijkpeil.model.base import record
from wijkpeil.model.claims import Relation
from wijkpeil.model.nouns import Noun
from wijkpeil.model.statement import Statement


@record
class Scope:
    """Where: a group under the name that its areas have together, or an area and the level of the areas in it."""

    called: str = ""
    """*de zeven Krachtwijken*; empty where it is an area."""
    area: str = ""
    """*Rotterdam*."""
    level: Noun
    """What one area within is: *het postcodegebied, postcodegebieden*."""


@record
class StatementParts:
    """A statement with its nouns looked up."""

    stated: Statement
    noun: Noun
    counted: bool
    """True where the noun is of things that are counted: *the number of dwellings*."""
    scope: Scope
    reference: str = ""
    """What it is set against, as a place or a number; empty where there is none."""
    own_unit: str = ""
    """Unit of the figures of its indicator, in English; empty where it has no indicator."""

    @property
    def inner(self) -> tuple[Relation | None, Decimal | None]:
        """How the quantity itself must stand: for a number or share of areas by the condition, else by the bound."""
        stated = self.stated
        if stated.quantifier in ("number-of-areas", "share-of-areas"):
            return stated.condition, stated.edge
        return stated.relation, stated.bound

    @property
    def per_cent(self) -> str:
        """The sign behind the number of the quantity itself."""
        stated = self.stated
        of_bound = stated.unit is not None and self.inner == (stated.relation, stated.bound)
        unit = stated.unit.en if stated.unit and of_bound else self.own_unit if stated.transformation == "level" else ""
        ratio = stated.transformation in ("growth-against-reference", "gap-to-reference")
        relative = stated.transformation in ("relative-change", "conversion") or unit.startswith("%")
        return "%" if relative or (ratio and stated.difference == "ratio") else ""

    @property
    def in_points(self) -> bool:
        """True where the unit is percentage points."""
        stated = self.stated
        if stated.unit is not None:
            return stated.unit.en.startswith("percentage point")
        compared = stated.transformation in ("change", "gap-to-reference") and stated.difference == "points"
        return compared and self.own_unit.startswith("%")


_TURNED: dict[Relation, Relation] = {
    "at-least": "at-most",
    "at-most": "at-least",
    "above": "below",
    "below": "above",
}


def turned(relation: Relation | None, bound: Decimal) -> Relation | None:
    """Turn a relation round where its bound is below zero and is said the other way: at most −2 is at least 2 lower."""
    return _TURNED.get(relation, relation) if relation and bound < 0 else relation


def is_year_end(day: date) -> bool:
    """Tell whether a day is said as the end of its year."""
    return (day.month, day.day) == (12, 31)
