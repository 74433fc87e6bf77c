"""What targets stated until a decision changed them."""

from importlib import import_module

from django.db import migrations, models

# A module whose name begins with a digit cannot be imported by a statement.
stated = import_module("wijkpeil.ledger.migrations.0002_records").stated


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_watch")]
    operations = [
        stated(
            "TargetRevision",
            texts="of sentence_nl sentence_en reason_nl reason_en decision decided_by lines",
            maybe="",
            number=models.BigIntegerField(),
            decided_on=models.DateField(),
        ),
    ]
