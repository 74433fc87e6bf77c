"""The tables of revisions: one for every noun of the ledger."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

from wijkpeil.ledger.exact import ExactDecimalField

CURRENT = Q(recorded_to__isnull=True)
CLOSED = Q(recorded_to__isnull=False, closed_by__isnull=False)


def revisions(model: str, texts: str = "", maybe: str = "", lists: str = "", **columns: models.Field) -> Any:
    """A table of revisions: what each of them has, and the columns of its own record.

    ``texts`` names those that are text, ``maybe`` those that are text or nothing, ``lists`` those that are lists.
    """
    columns |= {name: models.TextField() for name in texts.split()}
    columns |= {name: models.TextField(null=True) for name in maybe.split()}
    columns |= {name: models.JSONField() for name in lists.split()}
    entry: dict[str, Any] = {"to": "ledger.journalentry", "on_delete": models.PROTECT, "related_name": "+"}
    own = f"ledger_{model.lower()}"
    key = {"blank": True, "editable": False, "primary_key": True, "serialize": False}
    return migrations.CreateModel(
        name=model,
        fields=[
            ("pk", models.CompositePrimaryKey("programme", "record_id", "revision", **key)),
            ("programme", models.TextField()),
            ("record_id", models.TextField()),
            ("revision", models.PositiveIntegerField()),
            ("position", models.BigIntegerField()),
            ("recorded_from", models.DateTimeField()),
            ("recorded_to", models.DateTimeField(null=True)),
            ("opened_by", models.ForeignKey(**entry)),
            ("closed_by", models.ForeignKey(**entry, null=True)),
            *columns.items(),
        ],
        options={
            "abstract": False,
            "constraints": [
                models.UniqueConstraint(
                    fields=("programme", "record_id"), condition=CURRENT, name=f"{own}_one_current"
                ),
                models.CheckConstraint(
                    condition=CURRENT | Q(recorded_to__gt=F("recorded_from")), name=f"{own}_ends_after_start"
                ),
                models.CheckConstraint(
                    condition=Q(recorded_to__isnull=True, closed_by__isnull=True) | CLOSED,
                    name=f"{own}_closed_by_one",
                ),
            ],
        },
    )


def stated(model: str, texts: str, maybe: str, **columns: models.Field) -> Any:
    """A table of revisions of records that are statements."""
    nouns = "noun unit baseline_note deadline_label"
    return revisions(
        model,
        texts=f"{texts} formula counted_by direction difference path accumulation",
        maybe=f"{maybe} quantity indicator group weights quantifier transformation reference reference_group comparator "
        "condition relation " + " ".join(f"{noun}_{language}" for noun in nouns.split() for language in ("nl", "en")),
        lists="areas milestones breakdown",
        **{name: models.DateField(null=True) for name in ("boundaries", "baseline_on", "deadline")},
        **{
            name: ExactDecimalField(null=True) for name in ("reference_value", "edge", "bound", "tolerance", "baseline")
        },
        **columns,
    )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_accounts_and_journal")]
    operations = [
        revisions(
            "ProgrammeRevision",
            definitions=models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="ledger.definitionset"),
        ),
        revisions("ReleaseRevision", texts="checksum", described=models.TextField(default="")),
        revisions("Pillar", texts="name_nl name_en lines"),
        revisions(
            "Theme",
            texts="name_nl name_en lines visibility",
            maybe="owner",
            lists="visible_to",
            main=models.BooleanField(),
        ),
        revisions(
            "Partner", texts="name_nl name_en role_nl role_en kind lines visibility", maybe="owner", lists="visible_to"
        ),
        stated(
            "Target",
            texts="theme level sentence_nl sentence_en short_nl short_en scope_nl scope_en lines repeated_lines",
            maybe="part_of same_as reading_nl reading_en note_nl note_en",
            effort=models.BooleanField(),
        ),
        stated("Ambition", texts="theme sentence_nl sentence_en lines", maybe="reading_nl reading_en"),
        stated("StatedReading", texts="of name_nl name_en lines", maybe="note_nl note_en"),
        revisions(
            "Measure",
            texts="kind theme name_nl name_en description_nl description_en scope_nl scope_en record_kept_nl record_kept_en lines visibility",
            maybe="owner",
            lists="areas partners visible_to",
        ),
        revisions(
            "Agreement",
            texts="kind name_nl name_en description_nl description_en status lines",
            maybe="deadline_label_nl deadline_label_en",
            lists="partners areas",
            deadline=models.DateField(null=True),
        ),
        revisions(
            "Commitment",
            texts="kind sentence_nl sentence_en lines",
            maybe="agreement deadline_label_nl deadline_label_en",
            lists="from_partners to_partners areas",
            deadline=models.DateField(null=True),
        ),
        revisions(
            "Request",
            texts="theme sentence_nl sentence_en from_partner to_partner lines",
            maybe="answer_nl answer_en",
            lists="kinds",
            amount=ExactDecimalField(null=True),
            personal_data=models.BooleanField(),
            group_targeted=models.BooleanField(),
            answered_on=models.DateField(null=True),
        ),
        revisions(
            "Budget",
            texts="name_nl name_en total_lines lines",
            maybe="period_label_nl period_label_en note_nl note_en",
            printed_total=ExactDecimalField(null=True),
            first_year=models.BigIntegerField(null=True),
            last_year=models.BigIntegerField(null=True),
        ),
        revisions(
            "BudgetLine",
            texts="budget heading_nl heading_en name_nl name_en kind",
            maybe="district place theme funder note_nl note_en",
            lists="areas",
            amount=ExactDecimalField(null=True),
            estimate=models.BooleanField(),
            name_line=models.BigIntegerField(),
            amount_line=models.BigIntegerField(null=True),
        ),
        revisions("FundingStatement", texts="budget statement_nl statement_en lines", lists="partners"),
        revisions(
            "RunningProgramme",
            texts="name_nl name_en kind sector_nl sector_en unit_printed lines",
            maybe="note_nl note_en",
            amount=ExactDecimalField(null=True),
        ),
        revisions(
            "Practice",
            texts="name_nl name_en description_nl description_en place_nl place_en theme lines visibility",
            maybe="owner",
            lists="areas partners visible_to",
        ),
        revisions(
            "Adoption",
            texts="practice place_nl place_en lines visibility",
            maybe="since_label_nl since_label_en result_nl result_en note_nl note_en owner",
            lists="areas partners visible_to",
            since=models.DateField(null=True),
        ),
        revisions(
            "Facility",
            texts="kind name_nl name_en theme status lines visibility",
            maybe="description_nl description_en place_nl place_en period_label_nl period_label_en unit_nl unit_en note_nl note_en owner",
            lists="areas partners visible_to",
            valid_from=models.DateField(null=True),
            valid_to=models.DateField(null=True),
            number=ExactDecimalField(null=True),
        ),
        revisions(
            "Zone",
            texts="kind name_nl name_en theme lines visibility",
            maybe="description_nl description_en criteria_nl criteria_en period_label_nl period_label_en note_nl note_en owner",
            lists="areas streets partners visible_to",
            valid_from=models.DateField(null=True),
            valid_to=models.DateField(null=True),
        ),
        revisions(
            "Hotspot",
            texts="kind name_nl name_en criteria_nl criteria_en theme lines visibility",
            maybe="approach_nl approach_en period_label_nl period_label_en note_nl note_en owner",
            lists="areas streets partners visible_to",
            valid_from=models.DateField(null=True),
            valid_to=models.DateField(null=True),
        ),
        revisions(
            "AreaPlan",
            texts="kind name_nl name_en description_nl description_en theme status lines visibility",
            maybe="period_label_nl period_label_en document_nl document_en note_nl note_en owner",
            lists="areas partners visible_to",
            valid_from=models.DateField(null=True),
            valid_to=models.DateField(null=True),
        ),
        revisions(
            "Capacity",
            texts="kind name_nl name_en theme lines visibility",
            maybe="description_nl description_en supplier unit_nl unit_en period_label_nl period_label_en note_nl note_en owner",
            lists="areas visible_to",
            number=ExactDecimalField(null=True),
            valid_from=models.DateField(null=True),
            valid_to=models.DateField(null=True),
        ),
        revisions("Instrument", texts="name_nl name_en kind description_nl description_en lines"),
        revisions("Grant", texts="account role", maybe="partner area"),
        revisions("Token", texts="account name secret_hash", lists="scopes", expires_on=models.DateField()),
    ]
