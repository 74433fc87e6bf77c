"""The next release of the software: a copy of the package in which columns came, and one went, by migrations."""

import shutil
from pathlib import Path

from wijkpeil.ledger.layouts import layout

# File, what stands in it, and what the next release has there.
EDITS: tuple[tuple[str, str, str], ...] = (
    (
        "model/ledger.py",
        '    """Name."""\n    lines: str = ""\n    """Lines."""\n\n\n@record\nclass Theme:',
        '    """Name."""\n    motto: str | None = None\n    """Motto."""\n\n\n@record\nclass Theme:',
    ),
    (
        "model/ledger.py",
        '    main: bool = True\n    """True for',
        '    urgent: bool = False\n    """Urgent."""\n    main: bool = True\n    """True for',
    ),
    ("ledger/models.py", "@keeps(nouns.Theme)", '@keeps(nouns.Theme, defaults={"urgent": False})'),
    (
        "ledger/models.py",
        "@keeps(nouns.Pillar)",
        '@keeps(nouns.Pillar, retired={"lines": models.TextField(null=True)})',
    ),
    (
        "ledger/models.py",
        "    layout = models.PositiveIntegerField()\n",
        '    layout = models.PositiveIntegerField()\n    channel = models.TextField(db_default="")\n',
    ),
    (
        "ledger/models.py",
        "    content = models.JSONField()\n",
        "    content = models.JSONField()\n    origin = models.TextField(null=True)\n",
    ),
    ("ledger/journal.py", '    "layout",\n', '    "layout",\n    "channel",\n'),
    ("ledger/journal.py", "LATER: Mapping[str, int] = {}", 'LATER: Mapping[str, int] = {"channel": %(entry)d}'),
    ("ledger/services/recording.py", '        "key": key,\n', '        "key": key,\n        "channel": "site",\n'),
    (
        "ledger/accounts.py",
        '    language = models.TextField(default="nl")\n',
        '    language = models.TextField(default="nl")\n    phone = models.TextField(default="", db_default="")\n',
    ),
    (
        "ledger/accounts.py",
        '            "state": self.state,\n',
        '            "state": self.state,\n            "phone": self.phone,\n',
    ),
)
STEPS = (
    ("entry", 'migrations.AddField("JournalEntry", "channel", models.TextField(db_default=""))'),
    ("account", 'migrations.AddField("Account", "phone", models.TextField(default="", db_default=""))'),
    ("text", 'migrations.AddField("Erasable", "origin", models.TextField(null=True))'),
    ("motto", 'migrations.AddField("Pillar", "motto", models.TextField(null=True))'),
    ("retired", 'migrations.AlterField("Pillar", "lines", models.TextField(null=True))'),
    ("urgent", 'migrations.AddField("Theme", "urgent", models.BooleanField(db_default=False))'),
)
MIGRATION = '''"""{name}."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "{before}")]
    operations = [{step}]
'''


def next_release(project: Path, folder: Path) -> Path:
    """Copy the package into ``folder`` and make the next release of it; return what to put on the path."""
    package = shutil.copytree(
        project / "src" / "wijkpeil", folder / "wijkpeil", ignore=shutil.ignore_patterns("vendor", "__pycache__")
    )
    places = package / "ledger" / "migrations"
    before = sorted(path.stem for path in places.glob("0*.py"))[-1]
    numbers = {}
    for number, (name, step) in enumerate(STEPS, start=layout() + 1):
        numbers[name], own = number, f"{number:04}_{name}"
        (places / f"{own}.py").write_text(MIGRATION.format(name=name, before=before, step=step))
        before = own
    for file, old, new in EDITS:
        path = package / file
        text = path.read_text()
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new % numbers if "%(" in new else new))
    return folder
