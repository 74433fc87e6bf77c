"""Accounts, the journal, the definitions, and what stands beside them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import wijkpeil.ledger.accounts


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=255)),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.TextField(default=wijkpeil.ledger.accounts.new_id, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("language", models.TextField(default="nl")),
                ("state", models.TextField(default="invited")),
                ("salt", models.TextField(default=wijkpeil.ledger.accounts.new_salt)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("invited", "active", "suspended"))),
                        name="ledger_account_known_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField(unique=True)),
                ("programme", models.TextField()),
                ("actor", models.TextField()),
                ("role", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("why", models.TextField(blank=True)),
                ("rows", models.TextField()),
                ("key", models.TextField(null=True, unique=True)),
                ("layout", models.PositiveIntegerField()),
                ("salt", models.TextField()),
                ("previous_hash", models.TextField()),
                ("hash", models.TextField(unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sequence__gte", 1)), name="ledger_journalentry_from_one"
                    )
                ],
                "indexes": [
                    models.Index(fields=["programme", "-sequence"], name="ledger_journal_programme"),
                    models.Index(fields=["actor", "-sequence"], name="ledger_journal_actor"),
                    models.Index(fields=["action", "-sequence"], name="ledger_journal_action"),
                    models.Index(fields=["subject", "-sequence"], name="ledger_journal_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={},
        ),
        migrations.CreateModel(
            name="DefinitionSet",
            fields=[
                ("hash", models.TextField(primary_key=True, serialize=False)),
                ("files", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.TextField(default=wijkpeil.ledger.personal.new_key, primary_key=True, serialize=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("programme", models.TextField()),
                ("register", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("record_id", models.TextField(blank=True)),
                ("columns", models.JSONField()),
                ("revision", models.PositiveIntegerField(null=True)),
                ("why", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Erasable",
            fields=[
                ("hash", models.TextField(primary_key=True, serialize=False)),
                ("salt", models.TextField()),
                ("kind", models.TextField()),
                ("content", models.JSONField()),
                ("expires_on", models.DateField()),
            ],
            options={},
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.TextField(default=wijkpeil.ledger.personal.new_key, primary_key=True, serialize=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("programme", models.TextField()),
                ("register", models.TextField()),
                ("saved_at", models.DateTimeField()),
                ("name", models.TextField()),
                ("header", models.JSONField()),
                ("rows", models.JSONField()),
                ("base", models.BigIntegerField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField()),
            ],
            options={},
        ),
    ]
