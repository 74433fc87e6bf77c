"""An entry for a public algorithm register of each rule that points at areas or judges targets.

The fields, their order and their lengths are those of version 1.0 of the publication standard of the Dutch
Algoritmeregister (algoritmes.overheid.nl; schema ``v1_0.json`` of github.com/MinBZK/Algoritmeregister). What only the
organisation knows (its legal ground, when it began, its impact assessments) is left empty and named as such. The texts
are in ``algorithms.csv`` beside this module.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from wijkpeil import __version__
from wijkpeil.errors import NotFound
from wijkpeil.index.registering import register_fields, registered
from wijkpeil.model import signals, status
from wijkpeil.model.base import Language, Text, record
from wijkpeil.model.index import Index
from wijkpeil.model.register import FIELDS, STANDARD, TO_FILL_IN
from wijkpeil.model.signals import KINDS
from wijkpeil.pages.context import ViewContext
from wijkpeil.pages.faults import fault_words
from wijkpeil.pages.open_data import CSV, JSON, DataFile, table_csv
from wijkpeil.workflows.score import with_names

RULES: Mapping[str, str] = {
    **{f"signal-{kind}": signals.RULE_VERSION for kind in KINDS},
    "target-status": status.RULE_VERSION,
}
"""Each rule with its version."""
EVERY = "*"
"""What stands for every rule in the catalogue."""


@record
class Algorithm:
    """A rule as its page shows it."""

    id: str
    name: str
    summary: str
    version: str
    facts: tuple[tuple[str, str], ...]
    """Fields with their text, in the order of the standard."""
    missing: tuple[str, ...]
    """Fields that the organisation fills in."""


def algorithms(context: ViewContext, language: str, contact: str = "") -> tuple[Algorithm, ...]:
    """Show the rules and the indices, in the active language."""
    words = field_words()
    versions = {**RULES, **{rule: index.version for rule, index in _indices(context).items()}}
    return tuple(
        Algorithm(
            id=rule,
            name=str(entry["name"]),
            summary=str(entry["description_short"]),
            version=versions[rule],
            facts=tuple((words[name], str(entry[name])) for name in words if entry[name] and name not in TO_FILL_IN),
            missing=tuple(words[name] for name in words if name in TO_FILL_IN),
        )
        for rule, entry in entries(context, language, contact).items()
    )


def entries(context: ViewContext, language: str, contact: str = "") -> dict[str, dict[str, object]]:
    """Give the entry of each rule and of each index that is computed; what only the organisation knows is None."""
    found = {rule: _entry(context, rule, language, contact) for rule in RULES}
    return found | {
        rule: _of_index(context, rule, index, language, contact) for rule, index in _indices(context).items()
    }


def _indices(context: ViewContext) -> dict[str, Index]:
    programme = context.programme
    return {f"index-{each.id}": with_names(each, programme) for each in registered(programme.definitions.indices)}


def algorithms_file(context: ViewContext, language: str, form: str, contact: str = "") -> DataFile:
    """Give the entries as ``json`` or ``csv``.

    Raises:
        NotFound: there is no such form.
    """
    found = list(entries(context, language, contact).values())
    if form == "json":
        content = f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()
        return DataFile(name="algorithms.json", media=JSON, content=content)
    if form == "csv":
        return DataFile(name="algorithms.csv", media=CSV, content=table_csv(found))
    raise NotFound(f"there is no algorithms.{form}")


def _entry(context: ViewContext, rule: str, language: str, contact: str) -> dict[str, object]:
    made: dict[str, object] = dict.fromkeys(FIELDS)
    made |= {name: texts[language] for name, texts in {**_texts()[EVERY], **_texts()[rule]}.items()}
    version = _version(language) % {"rule": RULES[rule], "software": __version__}
    made["methods_and_models"] = f"{made['methods_and_models']} {version}"
    return made | _shared(context, rule, language, contact)


def _of_index(context: ViewContext, rule: str, index: Index, language: str, contact: str) -> dict[str, object]:
    spoken: Language = "nl" if language == "nl" else "en"

    def words(text: str | Text) -> str:
        return text.in_(spoken) if isinstance(text, Text) else fault_words(text, spoken)

    made: dict[str, object] = dict.fromkeys(FIELDS)
    return made | register_fields(index, words) | _shared(context, rule, language, contact)


def _shared(context: ViewContext, rule: str, language: str, contact: str) -> dict[str, object]:
    return {
        "organization": context.document.publisher,
        "contact_email": contact or None,
        "provider": "Wijkpeil",
        "source_id": f"{context.programme.definitions.info.id}/{rule}",
        "lang": "nld" if language == "nl" else "eng",
        "standard_version": STANDARD,
    }


def _version(language: str) -> str:
    if language == "nl":
        return "De regel leert niet zelf. Versie %(rule)s, in Wijkpeil %(software)s."
    return "The rule does not learn by itself. Version %(rule)s, in Wijkpeil %(software)s."


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    with files("wijkpeil.pages").joinpath("algorithms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts = {"nl": row["text_nl"], "en": row["text_en"]}
            found.setdefault(row["rule"], {})[row["field"]] = texts
    return found


def field_words() -> dict[str, str]:
    """Say the fields that a page shows, in the active language."""
    return {
        "goal": _("Purpose and impact"),
        "proportionality": _("Considerations"),
        "human_intervention": _("Human intervention"),
        "risks": _("Handling of risks"),
        "lawful_basis": _("Legal basis"),
        "source_data": _("Data"),
        "methods_and_models": _("Method and threshold"),
        "organization": _("Organisation"),
        "contact_email": _("Contact"),
        "begin_date": _("In use since"),
        "impacttoetsen_grouping": _("Impact assessments"),
    }
