"""Each check by itself: what it refuses, what it lets through, and that it names where and what to do."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import CheckMessage
from django.test import override_settings

from wijkpeil.errors import FaultsFound
from wijkpeil.ledger import examining
from wijkpeil.ledger.hosts import is_loopback
from wijkpeil.web import checks, checks_outside
from wijkpeil.web.at_rest import encrypted

KEY = "a1b2c3d4e5" * 5
POSTGRESQL: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.org", "PASSWORD": "x"}
ENCRYPTED = {"OPTIONS": {"sslmode": "verify-full"}}
Check = Callable[..., list[CheckMessage]]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment without settings, and a workspace that others cannot look into."""
    for name in [each for each in os.environ if each.startswith(("WIJKPEIL", "PG"))]:
        monkeypatch.delenv(name)
    tmp_path.chmod(0o750)
    (tmp_path / "secret-key").write_text(KEY, encoding="ascii")
    (tmp_path / "secret-key").chmod(0o600)
    return tmp_path


def codes(check: Check, place: Path, **given: Any) -> list[str]:
    with override_settings(WORKSPACE=place, **given):
        found = check(app_configs=None)
    for message in found:
        assert message.obj, message.id
        assert message.hint, message.id
    return [str(message.id).removeprefix("wijkpeil.") for message in found]


def database(**given: Any) -> dict[str, Any]:
    return {"DATABASES": {"default": {**POSTGRESQL, **given}}}


CASES: list[tuple[Check, dict[str, Any], list[str]]] = [
    (checks.secret_key, {"SECRET_KEY": KEY}, []),
    (checks.secret_key, {"SECRET_KEY": KEY[:49]}, ["E002"]),
    (checks.secret_key, {"SECRET_KEY": "abcd" * 20}, ["E002"]),
    (checks.debugging, {"DEBUG": False}, []),
    (checks.debugging, {"DEBUG": True}, ["E003"]),
    (checks.encryption, {"SECURE": True}, []),
    (checks.encryption, {"SECURE": False}, ["E004"]),
    (checks.host_names, {"ALLOWED_HOSTS": ["wijkpeil.example.org", "localhost"]}, []),
    (checks.host_names, {"ALLOWED_HOSTS": ["wijkpeil.example.org", "*"]}, ["E005"]),
    (checks.host_names, {"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"]}, ["E006"]),
    (checks.host_names, {"ALLOWED_HOSTS": []}, ["E006"]),
    (checks.demonstration, {}, []),
    (checks.demonstration, {"DEMO": False}, []),
    (checks.demonstration, {"DEMO": True}, ["E007"]),
    (checks.database, {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "HOST": ""}}}, []),
    (checks.database, database(**ENCRYPTED), []),
    (checks.database, database(PASSWORD="", **ENCRYPTED), ["E010"]),
    (checks.database, database(PASSWORD="", OPTIONS={"sslmode": "verify-full", "sslcert": "x"}), []),
    (checks.database, database(HOST="127.0.0.1", PASSWORD=""), ["E010"]),
    (checks.database, database(HOST="/run/postgresql", PASSWORD=""), []),
    (checks.database, database(HOST="", PASSWORD=""), []),
    (checks.database, database(), ["E011"]),
    (checks.database, database(PASSWORD="", OPTIONS={"sslmode": "prefer"}), ["E010", "E011"]),
    (checks.database, database(OPTIONS={"sslmode": "require"}), ["E017"]),
    (checks.database, database(OPTIONS={"sslmode": "verify-ca"}), ["E017"]),
    (checks.database, database(HOST="localhost"), []),
    (checks.metrics_token, {"METRICS_TOKEN": ""}, []),
    (checks.metrics_token, {"METRICS_TOKEN": "x" * 19}, ["E012"]),
    (checks.metrics_token, {"METRICS_TOKEN": "x" * 20}, []),
    (checks.log, {"LOG": "json"}, []),
    (checks.log, {"LOG": "xml"}, ["E013"]),
    (checks.contact, {"CONTACT": ""}, ["W014"]),
    (checks.contact, {"CONTACT": "help@example.org"}, []),
    (checks.mail, {}, ["W015"]),
    (checks_outside.provider, {"OIDC_URL": ""}, []),
    (checks_outside.provider, {"OIDC_URL": "https://login.example.org/realm"}, []),
    (checks_outside.provider, {"OIDC_URL": "http://127.0.0.1:9000"}, []),
    (checks_outside.provider, {"OIDC_URL": "http://login.example.org"}, ["E018"]),
    (checks_outside.secret_keeper, {}, ["W020"]),
    (checks_outside.secret_keeper, {"KEYS_SOCKET": "/run/keys"}, []),
    (checks.secret_key, {"SECRET_KEY": "", "KEYS_SOCKET": "/run/keys"}, []),
    (checks_outside.key_process, {"KEYS_SOCKET": ""}, ["W024"]),
    (checks_outside.key_process, {"KEYS_SOCKET": "/keys"}, ["E023"]),
    (checks_outside.disk, {"ENCRYPTED_DISK": True, **database()}, []),
    (checks_outside.disk, {"ENCRYPTED_DISK": False, **database()}, ["W021"]),
    (checks_outside.watched, {"LOG_TO": ""}, ["W022"]),
    (checks_outside.watched, {"LOG_TO": "elsewhere"}, []),
    (checks_outside.watched, {"LOG_TO": "syslog+tls://logs.example.org"}, []),
]


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
@pytest.mark.parametrize(("check", "given", "expected"), CASES)
def test_a_setting(place: Path, check: Check, given: dict[str, Any], expected: list[str]) -> None:
    assert codes(check, place, **given) == expected


def test_a_key_must_be_kept_in_the_workspace_or_the_environment(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "secret-key").unlink()
    assert codes(checks.secret_key, place, SECRET_KEY=KEY) == ["E001"]
    monkeypatch.setenv("WIJKPEIL_SECRET_KEY", KEY)
    assert codes(checks.secret_key, place, SECRET_KEY=KEY) == []


@pytest.mark.parametrize(
    ("folder", "key", "expected"),
    [
        (0o750, 0o600, []),
        (0o700, 0o400, []),
        (0o755, 0o600, ["E008"]),
        (0o751, 0o600, ["E008"]),
        (0o750, 0o640, ["E009"]),
        (0o755, 0o644, ["E008", "E009"]),
    ],
)
def test_files_of_the_workspace(place: Path, folder: int, key: int, expected: list[str]) -> None:
    place.chmod(folder)
    (place / "secret-key").chmod(key)
    assert codes(checks.workspace_files, place) == expected
    assert codes(checks.workspace_files, place / "none") == []


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_a_password_may_come_by_the_environment(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", "/run/secrets/pgpass")
    assert codes(checks.database, place, **database(PASSWORD="", **ENCRYPTED)) == []


def test_mail_and_the_user(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJKPEIL_MAIL_URL", "smtps://mail.example.org")
    assert codes(checks.mail, place) == []
    for user, expected in ((0, ["W016"]), (1000, [])):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        assert codes(checks.system_user, place) == expected


def test_with_the_process_of_keys_the_site_can_read_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"KEYS_SOCKET": str(place / "socket")}
    (place / "secret-key").unlink()
    assert codes(checks_outside.key_process, place, **told) == []
    for name in ("SECRET_KEY", "SECRET_KEY_FILE", "SECRET_KEY_BEFORE", "SECRET_KEY_BEFORE_FILE"):
        monkeypatch.setenv(f"WIJKPEIL_{name}", KEY)
    assert codes(checks_outside.key_process, place, **told) == ["E023"] * 4
    place.chmod(0o770)
    assert codes(checks_outside.key_process, place, **told)[4:] == ["E025"], "another socket could be put there"


def test_every_check_is_tried_and_every_code_is_given_once() -> None:
    own = {check for check in examining._checks() if examining._is_own(check)}
    tried = {check for check, _, _ in CASES} | {checks.workspace_files, checks.system_user, checks_outside.secret_files}
    assert own == tried
    sources = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (checks, checks_outside)]
    numbers = [int(number) for source in sources for number in re.findall(r"_(?:error|warning)\((\d+), ", source)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_secret_file_is_for_those_alone_who_must_read_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = place / "mail"
    file.write_text("smtps://user:secret@mail.example.org", encoding="ascii")
    monkeypatch.setenv("WIJKPEIL_MAIL_URL_FILE", str(file))
    for mode, expected in ((0o640, []), (0o644, ["E019"]), (0o604, ["E019"])):
        file.chmod(mode)
        assert codes(checks_outside.secret_files, place) == expected
    monkeypatch.setenv("WIJKPEIL_SECRET_KEY_FILE", str(file))
    assert codes(checks_outside.secret_keeper, place) == []


def test_a_disk_that_encrypts_is_seen_through_what_lies_on_it(place: Path) -> None:
    number = place.stat().st_dev
    device, below = place / f"{os.major(number)}:{os.minor(number)}", place / "below"
    assert encrypted(place, place) is None
    (device / "slaves").mkdir(parents=True)
    assert encrypted(place, place) is False
    (below / "dm").mkdir(parents=True)
    (device / "slaves" / "dm-0").symlink_to(below)
    (below / "dm" / "uuid").write_text("LVM-x", encoding="ascii")
    assert encrypted(place, place) is False
    (below / "dm" / "uuid").write_text("CRYPT-LUKS2-x", encoding="ascii")
    assert encrypted(place, place) is True
    assert encrypted(place / "none", place) is None


SAFE: dict[str, Any] = {
    "SECRET_KEY": KEY,
    "DEBUG": False,
    "SECURE": True,
    "ALLOWED_HOSTS": ["wijkpeil.example.org"],
    "METRICS_TOKEN": "",
    "LOG": "json",
    "CONTACT": "",
    "DEMO": False,
}


@pytest.mark.parametrize(
    ("host", "names", "refused"),
    [
        ("127.0.0.1", ["localhost"], False),
        ("::1", ["[::1]"], False),
        ("0.0.0.0", ["localhost"], True),
        ("127.0.0.1", ["wijkpeil.example.org"], True),
        ("127.0.0.1", ["*"], True),
    ],
)
def test_only_a_site_that_others_can_reach_is_refused(place: Path, host: str, names: list[str], refused: bool) -> None:
    with override_settings(WORKSPACE=place, **{**SAFE, "SECURE": False, "ALLOWED_HOSTS": names}):
        if not refused:
            examining.refuse_unsafe(host)
            return
        with pytest.raises(FaultsFound, match="WIJKPEIL_SECURE"):
            examining.refuse_unsafe(host)


def test_all_that_is_unsafe_is_named_at_once_and_warnings_refuse_nothing(place: Path) -> None:
    with override_settings(WORKSPACE=place, **SAFE):
        examining.refuse_unsafe("0.0.0.0")
    unsafe = {"SECRET_KEY": "x", "DEBUG": True, "SECURE": False, "ALLOWED_HOSTS": ["*"], "DEMO": True, "LOG": "x"}
    place.chmod(0o755)
    with override_settings(WORKSPACE=place, METRICS_TOKEN="x", **unsafe), pytest.raises(FaultsFound) as refused:
        examining.refuse_unsafe("0.0.0.0")
    assert [fault.file for fault in refused.value.faults] == [
        *("WIJKPEIL_SECRET_KEY", "WIJKPEIL_DEBUG", "WIJKPEIL_SECURE", "WIJKPEIL_ALLOWED_HOSTS", "WIJKPEIL_DEMO"),
        *(str(place), "WIJKPEIL_METRICS_TOKEN", "WIJKPEIL_LOG"),
    ]
    assert all(fault.remedy for fault in refused.value.faults)


def test_what_means_this_machine() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.2", "[::1]", "::1", "LOCALHOST")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "localhost.example.org", "10.0.0.1", "")))


@pytest.mark.django_db
def test_examining_tells_of_each_check_and_of_django(workspace: Path) -> None:
    # A browser that an earlier test opened in this process sets what Django warns of.
    silent = [*settings.SILENCED_SYSTEM_CHECKS, *(["async.E001"] if "DJANGO_ALLOW_ASYNC_UNSAFE" in os.environ else [])]
    with override_settings(**{**SAFE, "CONTACT": "x@example.org", "SILENCED_SYSTEM_CHECKS": silent}):
        found = {each.check: each for each in examining.examine()}
    assert {"secret-key", "workspace-files", "django", "workspace-database", "workspace-migrations"} <= set(found)
    assert found["django"].result == "ok", found["django"]
    assert found["encryption"].message == "Pages go over HTTPS alone, and cookies with them."
    assert settings.SILENCED_SYSTEM_CHECKS
