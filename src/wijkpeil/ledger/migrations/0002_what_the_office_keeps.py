"""The tables of what the programme office keeps, and who may see each record."""

from importlib import import_module

from django.db import migrations, models

from wijkpeil.ledger.exact import ExactDecimalField

revisions = import_module("wijkpeil.ledger.migrations.0001_initial").revisions


def text(name: str, *, null: bool = False) -> dict[str, models.Field]:
    """The two columns of a text in two languages."""
    return {f"{name}_{language}": models.TextField(null=null) for language in ("nl", "en")}


def period() -> dict[str, models.Field]:
    """The columns of a period."""
    days = {name: models.DateField(null=True) for name in ("valid_from", "valid_to")}
    return {**days, **text("period_label", null=True)}


def closing() -> dict[str, models.Field]:
    """The columns that say who keeps a record and who may see it."""
    return {
        "owner": models.TextField(null=True),
        "visibility": models.TextField(),
        "visible_to": models.JSONField(),
    }


def with_closing(model: str) -> list[migrations.AddField]:
    """Give a table that is there already these columns; what it holds is public."""
    columns = closing()
    columns["visibility"] = models.TextField(default="public")
    columns["visible_to"] = models.JSONField(default=list)
    return [migrations.AddField(model, name, field, preserve_default=False) for name, field in columns.items()]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        *(each for model in ("theme", "partner", "measure", "practice") for each in with_closing(model)),
        revisions(
            "Adoption",
            practice=models.TextField(),
            **text("place"),
            areas=models.JSONField(),
            since=models.DateField(null=True),
            **text("since_label", null=True),
            **text("result", null=True),
            partners=models.JSONField(),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
        revisions(
            "Facility",
            kind=models.TextField(),
            **text("name"),
            **text("description", null=True),
            areas=models.JSONField(),
            **text("place", null=True),
            theme=models.TextField(),
            status=models.TextField(),
            **period(),
            number=ExactDecimalField(null=True),
            **text("unit", null=True),
            partners=models.JSONField(),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
        revisions(
            "Zone",
            kind=models.TextField(),
            **text("name"),
            **text("description", null=True),
            areas=models.JSONField(),
            streets=models.JSONField(),
            **text("criteria", null=True),
            theme=models.TextField(),
            partners=models.JSONField(),
            **period(),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
        revisions(
            "Hotspot",
            kind=models.TextField(),
            **text("name"),
            areas=models.JSONField(),
            streets=models.JSONField(),
            **text("criteria"),
            **text("approach", null=True),
            theme=models.TextField(),
            partners=models.JSONField(),
            **period(),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
        revisions(
            "AreaPlan",
            kind=models.TextField(),
            **text("name"),
            **text("description"),
            areas=models.JSONField(),
            theme=models.TextField(),
            partners=models.JSONField(),
            status=models.TextField(),
            **period(),
            **text("document", null=True),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
        revisions(
            "Capacity",
            kind=models.TextField(),
            **text("name"),
            **text("description", null=True),
            areas=models.JSONField(),
            theme=models.TextField(),
            supplier=models.TextField(null=True),
            number=ExactDecimalField(null=True),
            **text("unit", null=True),
            **period(),
            lines=models.TextField(),
            **text("note", null=True),
            **closing(),
        ),
    ]
