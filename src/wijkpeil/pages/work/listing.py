"""The list of a register: searched, narrowed, sorted and cut into pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.seeing import SHARING, may_somewhere
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.model.base import record
from wijkpeil.pages.narrowing import Facet, Narrowing, Query, narrow, ordered, plain
from wijkpeil.pages.paging import PageLink, paged
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.form import options_of
from wijkpeil.pages.work.reading import shape_of
from wijkpeil.pages.work.words import RegisterWords, choice_words, field_words, register_words

PAGE = 50
"""Records on one page."""
NOTHING = "-"
"""What stands for no value in a choice, where the empty value means all; no id begins with it."""
SHOWN = 2
"""Columns of choices beside the name."""


@record
class ListRow:
    """A record as a line of the list."""

    id: str
    title: str
    cells: tuple[tuple[str, str], ...]
    """Heading and text of each column of choices."""
    kept_by: str
    hidden: str
    """Who may see it, where that is not everybody."""
    changed: datetime | None


@record
class ListPage:
    """A register, or the part of it that was chosen."""

    words: RegisterWords
    sentence: str
    heads: tuple[str, ...]
    rows: tuple[ListRow, ...]
    form: Narrowing
    links: tuple[PageLink, ...]
    may_add: bool
    may_import: bool
    empty: bool
    """True where the register has no record that the reader may see."""


def list_page(desk: Desk, register: str, query: Query) -> ListPage:
    """Show a register, narrowed by what the address says."""
    with override(desk.language):
        words, records = register_words(register, desk.language), desk.records(register)
        fields = _facet_fields(register)
        labels = {field.name: _labels(desk, register, field) for field in (*fields, *_owner(register))}
        facets = [
            Facet(
                name=field.name,
                label=field_words(register, field.name, desk.language).label,
                of=_values(field),
                labels=labels[field.name],
            )
            for field in (*fields, *_owner(register))
        ]
        kept, form = narrow(records, query, facets, partial(_text, language=desk.language), _orders())
        kept = _sorted(kept, ordered(query, _orders()), desk, register)
        cut = paged(kept, query, PAGE)
        shown = cut.shown
        changed = _changed(desk.id, register, shown)
        heads = tuple(field_words(register, field.name, desk.language).label for field in fields[:SHOWN])
        return ListPage(
            words=words,
            sentence=_sentence(words, len(records)),
            heads=heads,
            rows=tuple(_row(each, register, fields[:SHOWN], heads, labels, changed, desk) for each in shown),
            form=_worth_asking(form),
            links=cut.links,
            may_add=may_somewhere(desk.actor, desk.id, "record_add", register),
            may_import=may_somewhere(desk.actor, desk.id, "record_revise", register),
            empty=not records,
        )


def _worth_asking(form: Narrowing) -> Narrowing:
    """Leave out the choices in which there is nothing to choose: all records have the same."""
    choices = tuple(each for each in form.choices if len(each.options) > 1 or each.chosen)
    return replace(form, choices=choices)


def _sentence(words: RegisterWords, total: int) -> str:
    text = ngettext("%(name)s: %(n)d record.", "%(name)s: %(n)d records.", total)
    return text % {"name": words.many, "n": total}


def _changed(programme: str, register: str, shown: Sequence[Any] | None = None) -> dict[str, datetime]:
    """Return since when each record of a register, or of those ``shown``, is as it is; one query."""
    rows = REGISTERS[register].objects.of(programme).current()
    if shown is not None:
        rows = rows.filter(record_id__in=[each.id for each in shown])
    return dict(rows.values_list("record_id", "recorded_from"))


def _facet_fields(register: str) -> tuple[Field, ...]:
    kept = record_type_of(register)
    found = (field for field in fields_of(kept).values() if field.name not in SHARING)
    return tuple(field for field in found if shape_of(kept, field) in ("choice", "one"))


def _owner(register: str) -> tuple[Field, ...]:
    found = fields_of(record_type_of(register))
    return tuple(found[name] for name in ("owner", "visibility") if name in found)


def _labels(desk: Desk, register: str, field: Field) -> dict[str, str]:
    return {option.value or NOTHING: option.label for option in options_of(desk, register, field)}


def _values(field: Field) -> Any:
    return lambda each: (getattr(each, field.name) or NOTHING,)


def _text(each: Any, language: str) -> str:
    texts = (getattr(each, field.name) for field in fields_of(type(each)).values() if field.kind.is_text)
    said = (f"{text.nl} {text.en}" for text in texts if text is not None)
    return " ".join((each.id, title_of(each, language), *said))


def _orders() -> Mapping[str, str]:
    return {"": _("as in the register"), "name": _("by name"), "changed": _("last changed first"), "id": _("by code")}


def _sorted(records: Sequence[Any], order: str, desk: Desk, register: str) -> Sequence[Any]:
    if order == "name":
        return sorted(records, key=lambda each: plain(title_of(each, desk.language)))
    if order == "id":
        return sorted(records, key=lambda each: each.id.lower())
    if order == "changed":
        changed = _changed(desk.id, register)
        return sorted(records, key=lambda each: changed[each.id], reverse=True)
    return records


def _row(
    each: Any,
    register: str,
    fields: Sequence[Field],
    heads: Sequence[str],
    labels: Mapping[str, Mapping[str, str]],
    changed: Mapping[str, datetime],
    desk: Desk,
) -> ListRow:
    visibility = getattr(each, "visibility", "public")
    cells = (labels[field.name].get(getattr(each, field.name) or NOTHING, "") for field in fields)
    return ListRow(
        id=each.id,
        title=title_of(each, desk.language),
        cells=tuple(zip(heads, cells, strict=True)),
        kept_by=labels.get("owner", {}).get(getattr(each, "owner", None) or NOTHING, ""),
        hidden="" if visibility == "public" else choice_words(register, "visibility", desk.language)[visibility],
        changed=changed.get(each.id),
    )
