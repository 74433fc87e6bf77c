"""Why a target has its status, in one or two sentences."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from wijkpeil.methods.status import Reason, Standing
from wijkpeil.model.base import LANGUAGES, Text
from wijkpeil.model.claims import Relation
from wijkpeil.model.status import Missing

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_RELATIONS: dict[Relation, tuple[str, str]] = {
    "at-least": ("minstens {}", "at least {}"),
    "at-most": ("hoogstens {}", "at most {}"),
    "above": ("meer dan {}", "more than {}"),
    "below": ("minder dan {}", "less than {}"),
    "equals": ("{}", "{}"),
    "about": ("ongeveer {}", "about {}"),
}

LACKS: dict[Missing, Text] = {
    "no-number": Text(
        nl="Het doel noemt geen getal, dus niemand kan vaststellen of het is gehaald.",
        en="The target names no number, so nobody can establish whether it was met.",
    ),
    "no-direction": Text(
        nl="Er staat niet bij of het getal een minimum of een maximum is.",
        en="It is not said whether the number is a minimum or a maximum.",
    ),
    "no-indicator": Text(
        nl="Geen enkel cijfer in dit programma meet dit doel.",
        en="No figure in this programme measures this target.",
    ),
}
"""Why nothing can be measured, in the order in which it is looked for."""

_SAID: dict[Reason, tuple[str, str]] = {
    "no-figure": (
        "Het doel is te meten, maar er is nog geen cijfer.",
        "The target can be measured, but there is no figure yet.",
    ),
    "no-figure-of-the-term": (
        "De termijn is voorbij, en er is geen cijfer van rond die dag.",
        "The term has passed, and there is no figure from around that day.",
    ),
    "figure-before-term": (
        "De termijn is voorbij, maar het laatste cijfer is van daarvoor: {when} was het {actual}, en gevraagd was "
        "{bound}. Of het doel is gehaald, blijkt pas uit een cijfer van {term} of later.",
        "The term has passed, but the last figure is from before it: {when} it was {actual}, and {bound} was asked. "
        "Whether the target was met can be said only with a figure of {term} or later.",
    ),
    "series-broken": (
        "De cijfers worden vanaf {broken} anders gemaakt: wat het {when} was, {actual}, is niet te vergelijken met het "
        "begin. Een herziening kan een begin van na die dag geven.",
        "The figures are made otherwise from {broken} on: what it was {when}, {actual}, does not compare with the "
        "start. A revision can give it a start from after that day.",
    ),
    "suppressed": (
        "Het cijfer wordt niet getoond, om mensen te beschermen.",
        "The figure is withheld, to protect people.",
    ),
    "start-alone": (
        "Er is alleen een cijfer van het begin, dus er valt nog geen verandering te zien.",
        "There is a figure from the start only, so no change can be seen yet.",
    ),
    "no-start": (
        "Van welke dag het begin is, staat er niet, dus er is geen pad om het cijfer {actual} naast te leggen.",
        "The day of the start is not said, so there is no path to hold the figure {actual} against.",
    ),
    "nothing-required": (
        "Volgens het pad hoefde er {when} nog niets veranderd te zijn.",
        "The path asked for no change yet {when}.",
    ),
    "no-term": (
        "Er staat geen termijn bij, dus niemand kan vaststellen of het doel is gemist.",
        "No term is named, so nobody can establish whether the target was missed.",
    ),
    "reached": (
        "Het doel is gehaald: {when} was het {actual}, en gevraagd was {bound}.",
        "The target was met: {when} it was {actual}, and {bound} was asked.",
    ),
    "reached-early": (
        "Het doel is al voor de termijn bereikt: {when} was het {actual}, en gevraagd is {bound}.",
        "The target was reached before its term: {when} it was {actual}, and {bound} is asked.",
    ),
    "holds": (
        "Het staat zoals gevraagd, en moet zo blijven: {when} was het {actual}, en gevraagd is {bound}.",
        "It stands as it should, and must stay so: {when} it was {actual}, and {bound} is asked.",
    ),
    "fell-through": (
        "Bij het begin stond het zoals gevraagd en nu niet meer: {when} was het {actual}, en gevraagd is {bound}.",
        "It stood as it should at the start, and no longer does: {when} it was {actual}, and {bound} is asked.",
    ),
    "on-path": (
        "Het ligt op het pad: {when} was het {actual}, en het pad vroeg {required}.",
        "It is on the path: {when} it was {actual}, and the path asked for {required}.",
    ),
    "short": (
        "Van de afstand die het pad {when} vroeg, is {share}% afgelegd: het was {actual}, en het pad vroeg {required}.",
        "Of the distance that the path asked for {when}, {share}% was covered: it was {actual}, "
        "and the path asked for {required}.",
    ),
    "wrong-way": (
        "Het is slechter dan bij het begin: {when} was het {actual}, eerst {start}, en het pad vroeg {required}.",
        "It is worse than at the start: {when} it was {actual}, first {start}, and the path asked for {required}.",
    ),
    "missed": (
        "De termijn is gemist: {when} was het {actual}, en gevraagd was {bound}.",
        "The term was missed: {when} it was {actual}, and {bound} was asked.",
    ),
    "year-reached": (
        "Het laatste jaar haalde het doel: {when} was het {actual}, en gevraagd is {bound}.",
        "The last year met the target: {when} it was {actual}, and {bound} is asked.",
    ),
    "year-missed": (
        "Niet elk jaar haalde het doel: {when} was het {actual}, en gevraagd is {bound}.",
        "Not every year met the target: {when} it was {actual}, and {bound} is asked.",
    ),
}
_OF_EACH: dict[Reason, tuple[str, str]] = {
    "figure-before-term": (
        "De termijn is voorbij, maar de laatste cijfers zijn van daarvoor: of het doel is gehaald, blijkt pas uit "
        "cijfers van {term} of later.",
        "The term has passed, but the last figures are from before it: whether the target was met can be said only "
        "with figures of {term} or later.",
    ),
    "series-broken": (
        "De cijfers worden vanaf {broken} anders gemaakt en zijn niet te vergelijken met het begin. Een herziening kan "
        "een begin van na die dag geven.",
        "The figures are made otherwise from {broken} on and do not compare with the start. A revision can give it a "
        "start from after that day.",
    ),
}
"""The same of areas, where a number would be that of one of them."""
_LOST = ("Het was {reached} wel bereikt.", "It had been reached {reached}.")
_EARLY = ("Dat cijfer is van voor de termijn, {term}.", "That figure is from before the term, {term}.")
_LATE = ("Pas {reached} is het bereikt.", "It was reached only {reached}.")
_UNCERTAIN = (
    "De cijfers beslissen het niet: de kans dat het gaat zoals gevraagd, is {chance}%.",
    "The figures do not decide it: the chance that it goes as asked is {chance}%.",
)
_EACH = (
    "Van de {known} gebieden met een cijfer {verb} er {failing} niet zoals gevraagd; het verst is {area} met {actual}.",
    "Of the {known} areas with a figure, {failing} {verb} not as asked; the farthest is {area} with {actual}.",
)
_EACH_GOOD = (
    "Alle {known} gebieden met een cijfer staan zoals gevraagd.",
    "All {known} areas with a figure are as asked.",
)
_UNKNOWN = ("Van {count} gebieden is er geen cijfer.", "For {count} areas there is no figure.")
_UNKNOWN_ONE = ("Van 1 gebied is er geen cijfer.", "For 1 area there is no figure.")


def number_in(value: Fraction | Decimal, language: str, decimals: int = 2) -> str:
    """Write a number for a person: at most two decimals, half up, with the marks of the language."""
    exact = value if isinstance(value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text in ("-0", "") else text.replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def decimals_kept(value: Decimal, language: str) -> str:
    """Write a number with the decimals that it was given, and the marks of the language."""
    text = f"{value:,f}".replace("-", "−")
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def when_in(day: date, language: str) -> str:
    """Say when: *in 2006* for the last day of a year, else *on 30 June 2006*."""
    if (day.month, day.day) == (12, 31):
        return f"in {day.year}"
    return f"{'op' if language == 'nl' else 'on'} {day_in(day, language)}"


def day_in(day: date, language: str) -> str:
    """Write a day: *30 June 2006*."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def bound_in(relation: Relation, bound: Fraction, language: str) -> str:
    """Say a bound with its relation."""
    return _RELATIONS[relation][LANGUAGES.index("nl" if language == "nl" else "en")].format(number_in(bound, language))


def reason_of(standing: Standing, relation: Relation, bound: Fraction) -> Text:
    """Say why a promise about one quantity has its status."""
    return _both(lambda language: _one(standing, relation, bound, language))


def reason_of_undecided(standing: Standing, relation: Relation, bound: Fraction) -> Text:
    """Say why a promise about each area is undecided, in words that hold for all of them."""
    if standing.reason not in _OF_EACH:
        return reason_of(standing, relation, bound)
    said = _OF_EACH[standing.reason]
    return _both(lambda language: said[0 if language == "nl" else 1].format(**_days(standing, language)))


def _days(found: Standing, language: str) -> dict[str, str]:
    days = {"term": found.term, "broken": found.broken}
    return {name: day_in(day, language) for name, day in days.items() if day is not None}


def _one(found: Standing, relation: Relation, bound: Fraction, language: str) -> str:
    place = 0 if language == "nl" else 1
    parts = {"bound": bound_in(relation, bound, language), **_days(found, language)}
    if found.figure is not None:
        parts["when"] = when_in(found.figure.on, language)
        parts["actual"] = "" if found.figure.value is None else number_in(found.figure.value, language)
    if found.start is not None and found.start.value is not None:
        parts["start"] = number_in(found.start.value, language)
    if found.required is not None:
        parts["required"] = number_in(found.required, language)
    if found.share is not None:
        parts["share"] = number_in(found.share * 100, language, 0)
    said = [_SAID[found.reason][place].format(**parts)]
    if found.status == "uncertain" and found.probability is not None:
        chance = number_in(Decimal(repr(found.probability)) * 100, language, 0)
        said.insert(0, _UNCERTAIN[place].format(chance=chance))
    if found.reason == "reached" and found.figure is not None and found.term and found.figure.on < found.term:
        said.append(_EARLY[place].format(**parts))
    lost = found.reason in ("short", "wrong-way", "on-path", "missed") and found.reached_on is not None
    if lost and found.reached_on is not None:
        late = found.figure is not None and found.reached_on > found.figure.on
        said.append((_LATE if late else _LOST)[place].format(reached=when_in(found.reached_on, language)))
    return " ".join(said)


def reason_of_each(known: int, failing: int, area: Text | None, actual: Fraction | None) -> Text:
    """Say of how many areas it does not hold, and which is the farthest."""

    def words(language: str) -> str:
        place = 0 if language == "nl" else 1
        if area is None or actual is None:
            return _EACH_GOOD[place].format(known=known)
        verb = (("staat", "is") if failing == 1 else ("staan", "are"))[place]
        farthest = area.in_(language)
        return _EACH[place].format(
            known=known, failing=failing, verb=verb, area=farthest, actual=number_in(actual, language)
        )

    return _both(words)


def with_unknown(reason: Text, count: int) -> Text:
    """Add for how many areas there is no figure."""
    if not count:
        return reason
    nl, en = (one.format(count=count) for one in (_UNKNOWN_ONE if count == 1 else _UNKNOWN))
    return Text(nl=f"{reason.nl} {nl}", en=f"{reason.en} {en}")


def joined(*reasons: Text) -> Text:
    """Put reasons behind each other."""
    return Text(nl=" ".join(one.nl for one in reasons), en=" ".join(one.en for one in reasons))


def _both(words: Callable[[str], str]) -> Text:
    return Text(nl=words("nl"), en=words("en"))
