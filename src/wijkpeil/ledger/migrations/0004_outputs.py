"""What measures delivered, which target they should move and why, and the story behind it."""

from importlib import import_module

from django.db import migrations, models

from wijkpeil.ledger.exact import ExactDecimalField

revisions = import_module("wijkpeil.ledger.migrations.0002_records").revisions


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_security_events")]
    operations = [
        revisions(
            "Output",
            texts="measure noun_nl noun_en area period accumulation lines visibility",
            maybe="note_nl note_en owner",
            lists="visible_to",
            planned=ExactDecimalField(null=True),
            delivered=ExactDecimalField(null=True),
            reported_on=models.DateField(null=True),
        ),
        revisions(
            "Expectation",
            texts="measure target lines visibility",
            maybe="reasoning_nl reasoning_en evidence_nl evidence_en owner",
            lists="visible_to",
        ),
        revisions(
            "Story",
            texts="role_nl role_en text_nl text_en lines visibility",
            maybe="target measure owner",
            lists="visible_to",
            on=models.DateField(),
        ),
    ]
