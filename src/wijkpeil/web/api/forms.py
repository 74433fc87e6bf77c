"""The forms of what the API takes and gives, beside the records of the registers themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from wijkpeil.loading.decoding import is_storable
from wijkpeil.model.people import Role, Scope


def _storable(text: str) -> str:
    if not is_storable(text):
        raise ValueError("it holds a character that no database can hold")
    return text


Words = Annotated[str, Field(max_length=2000), AfterValidator(_storable)]
Name = Annotated[str, Field(max_length=200), AfterValidator(_storable)]
Why = Annotated[Words, Field(description="Why; it is kept in the journal for good, so name no person.")]


class Form(Schema):
    """What a request holds: nothing beside the fields that are described."""

    model_config = ConfigDict(extra="forbid")


class TextOut(Schema):
    """A text in both languages."""

    nl: str
    en: str


class FaultOut(Schema):
    """One thing that is wrong with what was sent."""

    place: str = Field(description="Record, such as facilities/f1, or part of the request.")
    key: str = Field(description="Field or parameter; empty where none applies.")
    message: str = Field(description="What is wrong and why.")
    remedy: str = Field(description="What to do about it.")


class ProgrammeOut(Schema):
    """A programme that the workspace holds."""

    id: str
    name: TextOut
    definitions: str = Field(description="SHA-256 of the definition files.")
    changed_at: datetime = Field(description="When something public of it was last written.")
    simulated: bool = Field(description="True where the programme is made up.")


class RegisterOut(Schema):
    """A register of a programme."""

    register_: str = Field(alias="register", description="Its name, as in the address with - for _.")
    description: str
    records: int = Field(description="Number of records that you may see.")
    kept: bool = Field(description="True where records can be written one at a time.")
    simulated: bool = Field(description="True where the programme is made up.")


class RegisterDetail(RegisterOut):
    """A register with the fields of its records."""

    record_schema: dict[str, Any] = Field(description="JSON Schema of a record as this API gives and takes it.")
    row_schema: dict[str, Any] = Field(description="JSON Schema of a row of its CSV file, all cells as texts.")


class RecordOut(Schema):
    """A record with its place in the history."""

    register_: str = Field(alias="register")
    id: str
    revision: int = Field(description="Number of the revision, from 1; the ETag of the record.")
    recorded_from: datetime = Field(description="When it was recorded.")
    recorded_to: datetime | None = Field(description="When it was replaced or removed; null: it stands.")
    entry: int = Field(description="Number of the journal entry that recorded it.")
    simulated: bool = Field(description="True where the programme is made up.")
    record: dict[str, Any] = Field(description="The record itself; its fields are described with its register.")


class Records(Schema):
    """One page of a register."""

    simulated: bool = Field(description="True where the programme is made up.")
    total: int
    page: int
    page_size: int
    items: list[RecordOut]


class WriteForm(Form):
    """A record to add or revise, whole: a field that is left out is empty."""

    record: dict[str, Any] = Field(description="The record; its fields are described with its register.")
    why: Why = ""


class RestoreForm(Form):
    """An earlier revision to bring back."""

    revision: int = Field(ge=1, le=2**31 - 1)
    why: Why = ""


class PartForm(Form):
    """What a part is to state by the same decision as the target whose number it sums to."""

    id: str = Field(description="Id of the part.")
    revision: int = Field(ge=1, le=2**31 - 1, description="Revision of the part that you saw.")
    statement: dict[str, Any] = Field(description="Fields of the part that change; the others stay.")


class RevisionForm(Form):
    """What a target is to state, and the decision that says so."""

    statement: dict[str, Any] = Field(
        description="Fields of the target that change: those of the statement, and its sentence; the others stay."
    )
    decision: dict[str, Any] = Field(
        description="The decision: decided_on, reason, decision, decided_by and lines of the register target-revisions."
    )
    parts: list[PartForm] = Field(
        default=[],
        max_length=200,
        description="Parts whose numbers sum to that of the target and that change with it: all are written, or none.",
    )


class CorrectionForm(Form):
    """Fields that were typed wrongly."""

    record: dict[str, Any] = Field(description="The fields to correct; the others stay.")
    number: int | None = Field(None, ge=1, le=1000, description="Earlier statement to correct; null: the target.")
    why: Why


class WhyForm(Form):
    """Why something is done."""

    why: Why = ""


class ImportItem(Form):
    """One record of an import."""

    id: Name
    revision: int | None = Field(
        None, ge=1, le=2**31 - 1, description="Revision that you saw; absent: it is to be new."
    )
    record: dict[str, Any] | None = Field(description="The record, whole; null: it is to be removed.")


class ImportForm(Form):
    """Any number of records of one register, written together or not at all."""

    items: list[ImportItem] = Field(min_length=1, max_length=5000)
    why: Why = ""
    preview: bool = Field(False, description="True: say what would change, and write nothing.")


class Changed(Schema):
    """What a write changes, or would change, in one record: cells as in the CSV file."""

    register_: str = Field(alias="register")
    id: str
    kind: Literal["added", "changed", "removed"]
    columns: dict[str, list[str | None]] = Field(
        description="Of each column that changes, what was there and what comes."
    )


class Receipt(Schema):
    """What a write did."""

    entry: int | None = Field(description="Number of the journal entry; null where nothing had to change.")
    added: int
    changed: int
    removed: int


class ImportOut(Receipt):
    """What an import did, or would do."""

    changes: list[Changed] = Field(description="With a preview: every change. Otherwise empty.")


class Written(Receipt):
    """What a write did, with the record as it stands; null where the token may not read."""

    record: RecordOut | None


class EntryOut(Schema):
    """An entry of the journal. ``{"hidden": true}`` stands for a record that is kept from you."""

    sequence: int
    recorded_at: datetime
    programme: str = Field(description="Empty for what belongs to the workspace as a whole.")
    actor: str = Field(description="Pseudonymous id of who did it.")
    role: str
    action: str
    subject: str
    before: Any
    after: Any
    why: str
    rows: str = Field(description="SHA-256 of the rows that it wrote.")
    key: str | None
    layout: int = Field(description="Layout of the tables under which it was written.")
    salt: str | None = Field(description="What its hashes are salted with; null for who may not export the journal.")
    previous_hash: str
    hash: str


class Entries(Schema):
    """One page of the journal, the newest entry first."""

    total: int
    page: int
    page_size: int
    items: list[EntryOut]


class HeadOut(Schema):
    """The last entry of the journal: keep it elsewhere, to prove later that nothing before it was rewritten."""

    sequence: int
    hash: str
    recorded_at: datetime | None


class FindingOut(Schema):
    """Something that is not as the journal says."""

    where: str
    message: str


class VerificationOut(Schema):
    """What holding everything against the journal came to."""

    whole: bool
    entries: int
    rows: int
    head: str
    findings: list[FindingOut]


class GrantOut(Schema):
    """A role given to an account, for a partner and an area."""

    id: str
    account: str
    role: Role
    partner: str | None = Field(description="Null: the programme office.")
    area: str | None = Field(description="Null: everywhere.")
    programme: str = Field(description="Empty: the whole workspace.")


class SelfOut(Schema):
    """Who you are to this API."""

    account: str = Field(description="Pseudonymous id; empty without a token.")
    scopes: list[Scope]
    grants: list[GrantOut]


class AccountOut(Schema):
    """An account."""

    id: str = Field(description="Pseudonymous id.")
    name: str
    email: str
    language: Literal["nl", "en"]
    state: Literal["invited", "active", "suspended"]


class InvitedOut(AccountOut):
    """An account that was made for somebody."""

    link: str | None = Field(
        description="The link by which it is taken up, to pass on in person, where no mail left; null: a mail has it."
    )


class Accounts(Schema):
    """One page of the accounts."""

    total: int
    page: int
    page_size: int
    items: list[AccountOut]


class InviteForm(Form):
    """Whom to invite."""

    name: Name
    email: Name
    language: Literal["nl", "en"] = "nl"
    why: Why = ""


class AccountForm(Form):
    """What to change of an account; what is left out or null stays."""

    name: Name | None = None
    email: Name | None = None
    language: Literal["nl", "en"] | None = None


class GrantForm(Form):
    """A role to give."""

    role: Role
    partner: Name | None = None
    area: Name | None = None
    programme: Name = Field("", description="Empty: the whole workspace.")
    why: Why = ""


class TokenOut(Schema):
    """A token, without its secret."""

    id: str
    account: str
    name: str
    scopes: list[Scope]
    expires_on: date
