"""The page on which a record is added or revised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from wijkpeil.errors import Fault, NotAllowed, NotFound, say
from wijkpeil.ledger import rights
from wijkpeil.ledger.mapper import to_record
from wijkpeil.ledger.models import REGISTERS
from wijkpeil.ledger.reading import may_read
from wijkpeil.ledger.seeing import SHARING, owners_for
from wijkpeil.ledger.subjects import subject_of
from wijkpeil.loading.editing import record_cells
from wijkpeil.loading.fields import Field, fields_of
from wijkpeil.loading.scalars import render
from wijkpeil.model.base import record
from wijkpeil.pages.work.choices import title_of
from wijkpeil.pages.work.desk import Desk, record_type_of
from wijkpeil.pages.work.form import Form, make_form
from wijkpeil.pages.work.reading import form_fields
from wijkpeil.pages.work.record import current_row
from wijkpeil.pages.work.words import RegisterWords, field_words, register_words


@record
class Blank:
    """What a form starts from."""

    register: str
    id: str = ""
    """Id of the record that is revised; empty for a new one."""
    title: str = ""
    fields: tuple[Field, ...]
    """The fields that it asks for."""
    cells: Mapping[str, str]
    """What stands in each column now."""
    revision: int | None = None
    """Revision that stands now; None where there is none."""
    owners: tuple[str | None, ...] | None = None
    """Partners that can be chosen to keep it; None: all of them."""
    gone: bool = False
    """True where the record was removed."""


@record
class EditPage:
    """A form with all around it."""

    words: RegisterWords
    id: str
    title: str
    typed_id: str
    id_label: str
    id_hint: str
    form: Form
    revision: int | None
    why: str
    draft: str
    is_new: bool
    owner: str
    """What the partner is called that will keep it, where that is not asked."""


def adding(desk: Desk, register: str) -> Blank:
    """Return what the form of a new record starts from.

    Raises:
        NotAllowed: the person may add none.
    """
    owners = owners_for(desk.actor, desk.id, "record_add", register)
    if not owners:
        raise NotAllowed(
            "record_add",
            say("None of the account's roles allows this here. Ask an administrator, or whoever keeps the record."),
        )
    kept = record_type_of(register)
    fields = form_fields(kept, sharing=bool(owners_for(desk.actor, desk.id, "record_share", register)))
    if len(owners) > 1 and not any(field.name == "owner" for field in fields):
        fields = (*fields, fields_of(kept)["owner"])
    defaults = {
        field.name: render(field.default)
        for field in fields_of(kept).values()
        if not field.required and field.kind.shape != "list" and not field.kind.is_text
    }
    if "owner" in defaults:
        defaults["owner"] = owners[0] or ""
    return Blank(register=register, fields=fields, cells=defaults, owners=None if None in owners else owners)


def revising(desk: Desk, register: str, own: str) -> Blank:
    """Return what the form of a record starts from; of one that was removed, as it last was.

    Raises:
        NotFound: there never was such a record, or not for this person.
        NotAllowed: the person may not revise it.
    """
    rows = REGISTERS[register].objects.of(desk.id).filter(record_id=own)
    row = rows.order_by("-revision").first()
    kept = record_type_of(register)
    each = to_record(kept, row) if row is not None else None
    if row is None or not may_read(desk.actor, desk.id, register, each):
        raise NotFound(say("There is no record {register}/{id}.", register=register, id=own))
    subject = subject_of(desk.programme, register, each)
    rights.require(desk.actor, "record_revise", subject)
    cells = record_cells(each)
    del cells["id"]
    gone = row.recorded_to is not None
    return Blank(
        register=register,
        id=own,
        title=title_of(each, desk.language),
        fields=form_fields(kept, sharing=rights.may(desk.actor, "record_share", subject)),
        cells=cells,
        revision=None if gone else row.revision,
        gone=gone,
    )


def edit_page(
    desk: Desk,
    blank: Blank,
    cells: Mapping[str, str],
    *,
    faults: Sequence[Fault] = (),
    revision: int | None = None,
    why: str = "",
    draft: str = "",
) -> EditPage:
    """Show a form with what was typed in it, and what is wrong with that."""
    words, code = register_words(blank.register, desk.language), field_words(blank.register, "id", desk.language)
    with override(desk.language):
        asked = {field.name for field in blank.fields}
        owner = blank.cells.get("owner", "") if SHARING[0] not in asked else ""
        partner = next((each for each in desk.programme.ledger.partners if each.id == owner), None)
        return EditPage(
            words=words,
            id=blank.id,
            title=blank.title,
            typed_id=cells.get("id", ""),
            id_label=code.label,
            id_hint=code.hint,
            form=make_form(desk, blank.register, blank.fields, cells, faults, owners=blank.owners),
            revision=revision if revision is not None else blank.revision,
            why=why,
            draft=draft,
            is_new=not blank.id,
            owner=title_of(partner, desk.language) if partner is not None else "",
        )


def stored_ids(desk: Desk, register: str) -> frozenset[str]:
    """Return every id that a register holds, or ever held."""
    return frozenset(REGISTERS[register].objects.of(desk.id).values_list("record_id", flat=True).distinct())


def is_current(desk: Desk, register: str, own: str, revision: int | None) -> bool:
    """Say whether a revision is the one that stands now."""
    row = current_row(desk, register, own)
    return row is not None and row.revision == revision
