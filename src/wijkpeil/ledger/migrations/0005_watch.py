"""The table of what is done about signals."""

from importlib import import_module

from django.db import migrations, models

revisions = import_module("wijkpeil.ledger.migrations.0002_records").revisions


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_outputs")]
    operations = [
        revisions(
            "Handling",
            texts="area indicator state release note visibility",
            maybe="reason owner",
            lists="visible_to",
            decided_on=models.DateField(null=True),
            due=models.DateField(null=True),
        )
    ]
