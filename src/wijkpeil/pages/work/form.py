"""A form made from the fields of a record: what to fill in, in which words, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijkpeil.errors import Fault
from wijkpeil.ledger.seeing import SHARING
from wijkpeil.loading.fields import Field
from wijkpeil.loading.scalars import NotThat, parse
from wijkpeil.model.base import Language, record
from wijkpeil.pages.work.choices import Choice, choices_of, referred_kinds
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.faulting import fault_text
from wijkpeil.pages.work.reading import PREFIX, Shape, parts_of, shape_of, shown_cell
from wijkpeil.pages.work.words import choice_words, field_words

FEW = 4
"""Choices that are shown beside each other; more go into a list."""


@record
class Control:
    """One place to type in."""

    name: str
    value: str
    language: str = ""
    """Language that is typed here; empty where it makes no difference."""
    faults: tuple[str, ...] = ()


@record
class Option:
    """One value to choose."""

    value: str
    label: str
    detail: str
    chosen: bool


@record
class FormField:
    """One field of a form."""

    name: str
    label: str
    hint: str
    shape: Shape
    optional: bool
    controls: tuple[Control, ...]
    whole: tuple[str, ...] = ()
    """What is wrong with all of a text in two languages, such as that neither is there."""
    options: tuple[Option, ...] = ()
    few: bool = False
    """True where the options are shown beside each other."""

    @property
    def faults(self) -> tuple[str, ...]:
        """All that is wrong with it."""
        return (*self.whole, *(fault for control in self.controls for fault in control.faults))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What the chosen options are called."""
        return tuple(option.label for option in self.options if option.chosen)


@record
class FieldGroup:
    """Fields that belong together."""

    title: str
    fields: tuple[FormField, ...]


@record
class FaultLink:
    """A fault in the summary at the top, with the control it is about; without one, it is about the whole."""

    control: str
    label: str
    fault: str


@record
class Form:
    """The fields of a record to fill in."""

    groups: tuple[FieldGroup, ...]
    summary: tuple[FaultLink, ...]


def make_form(
    desk: Desk,
    register: str,
    fields: Iterable[Field],
    cells: Mapping[str, str],
    faults: Sequence[Fault] = (),
    *,
    owners: tuple[str | None, ...] | None = None,
) -> Form:
    """Make the form of a record with what was typed, and every fault beside its control.

    ``owners`` are the partners that can be chosen to keep the record; None: all of them.
    """
    asked = tuple(fields)
    by_control = _by_control(asked, faults, cells)
    with override(desk.language):
        made = [_field(desk, register, field, cells, by_control, owners) for field in asked]
        shared = tuple(field for field in made if field.name in SHARING)
        own = tuple(field for field in made if field.name not in SHARING)
        groups = [FieldGroup(title="", fields=own), FieldGroup(title=_("Who sees this"), fields=shared)]
        return Form(
            groups=tuple(group for group in groups if group.fields),
            summary=tuple(_summary(made, by_control, field_words(register, "id", desk.language).label, desk.language)),
        )


def _by_control(fields: Sequence[Field], faults: Sequence[Fault], cells: Mapping[str, str]) -> dict[str, list[Fault]]:
    """Put each fault under the column it is about; one about a whole text under its name, others under none.

    That a text is missing is about both languages, where neither is there.
    """
    place = {column: column for field in fields for column in field.columns}
    place |= {"id": "id", **{field.name: field.name if field.kind.is_text else field.columns[0] for field in fields}}
    for field in fields:
        if field.kind.is_text and not any(cells.get(column) for column in field.columns):
            place |= dict.fromkeys(field.columns, field.name)
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(place.get(fault.key, ""), []).append(fault)
    return found


def _field(
    desk: Desk,
    register: str,
    field: Field,
    cells: Mapping[str, str],
    faults: Mapping[str, Sequence[Fault]],
    owners: tuple[str | None, ...] | None,
) -> FormField:
    language = desk.language
    words, shape = field_words(register, field.name, language), shape_of(record_type_of(register), field)
    options = options_of(desk, register, field, parts_of(cells.get(field.columns[0], "")))
    if field.name == "owner" and owners is not None:
        options = tuple(each for each in options if (each.value or None) in owners)
    return FormField(
        name=field.name,
        label=words.label,
        hint=words.hint,
        shape=_readable(shape, cells.get(field.columns[0], "")),
        optional=not field.required,
        controls=tuple(
            Control(
                name=PREFIX + column,
                value=shown_cell(shape, cells.get(column, ""), language),
                language=column[-2:] if field.kind.is_text else "",
                faults=tuple(fault_text(each, language) for each in faults.get(column, ())),
            )
            for column in field.columns
        ),
        whole=tuple(fault_text(each, language) for each in faults.get(field.name, ())) if field.kind.is_text else (),
        options=options,
        few=len(options) <= FEW,
    )


def _readable(shape: Shape, cell: str) -> Shape:
    """Return the shape in which what was typed can be seen: a browser hides a day that is none."""
    if shape == "day" and cell:
        try:
            parse(date, cell)
        except NotThat:
            return "line"
    return shape


def options_of(desk: Desk, register: str, field: Field, chosen: Sequence[str] = ()) -> tuple[Option, ...]:
    """Return what can be chosen for a field, in the active language; nothing where it is free to fill in."""
    kinds = referred_kinds(record_type_of(register), field.name)
    if kinds:
        found = choices_of(desk.programme, kinds, desk.language, desk.actor)
        if field.kind.shape == "scalar" and not field.required:
            found = (_none(field.name), *found)
    else:
        found = tuple(_words(register, field, desk.language))
    return tuple(
        Option(
            value=each.value,
            label=each.label,
            detail=each.detail,
            chosen=each.value in chosen or (not each.value and not chosen),
        )
        for each in found
    )


def _none(field: str) -> Choice:
    return Choice(value="", label=_("the programme office") if field == "owner" else _("none"))


def _words(register: str, field: Field, language: str) -> Iterable[Choice]:
    if field.kind.type is bool:
        return (Choice(value="true", label=_("yes")), Choice(value="false", label=_("no")))
    known = field.kind.words or (field.kind.inner.words if field.kind.inner is not None else ())
    said = choice_words(register, field.name, language)
    # One that may stay empty must be able to: a browser would choose the first.
    none = (_none(field.name),) if field.kind.shape == "choice" and field.optional else ()
    return (*none, *(Choice(value=word, label=said.get(word, word)) for word in known))


def _summary(
    fields: Sequence[FormField], faults: Mapping[str, Sequence[Fault]], code: str, language: Language
) -> Iterable[FaultLink]:
    for fault in faults.get("", ()):
        yield FaultLink(control="", label="", fault=fault_text(fault, language))
    for field in fields:
        yield from (FaultLink(control=field.controls[0].name, label=field.label, fault=each) for each in field.whole)
        for control in field.controls:
            tongue = {"nl": _("Dutch"), "en": _("English")}.get(control.language, "")
            label = f"{field.label} ({tongue})" if tongue else field.label
            yield from (FaultLink(control=control.name, label=label, fault=each) for each in control.faults)
    for fault in faults.get("id", ()):
        yield FaultLink(control=f"{PREFIX}id", label=code, fault=fault_text(fault, language))
