"""What is kept of security for a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_records")]
    operations = [
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("account", models.TextField()),
                ("event", models.TextField()),
                ("about", models.TextField(blank=True)),
                ("network", models.TextField(blank=True)),
                ("device", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "event", "at"], name="ledger_security_account"),
                    models.Index(fields=["at"], name="ledger_security_at"),
                ],
            },
        ),
    ]
