"""Secret settings: from the environment, or from a file that a keeper of secrets placed."""

from pathlib import Path

import pytest

from wijkpeil.errors import WrongUse
from wijkpeil.ledger import secret


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in secret.FILED:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


@pytest.mark.parametrize("name", secret.FILED)
def test_a_secret_comes_from_a_file_or_from_the_environment(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert secret.given(name) == ""
    monkeypatch.setenv(name, "from the environment")
    assert secret.given(name) == "from the environment"
    file = tmp_path / "secret"
    file.write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv(f"{name}_FILE", str(file))
    with pytest.raises(WrongUse, match=f"{name} and {name}_FILE are both set"):
        secret.given(name)
    monkeypatch.delenv(name)
    assert secret.given(name) == "from the file"


@pytest.mark.parametrize(("content", "why"), [(None, "cannot be read"), (b"", "is empty"), (b"\xff", "cannot be read")])
def test_a_file_without_a_secret_is_refused(
    content: bytes | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "secret"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("WIJKPEIL_MAIL_URL_FILE", str(file))
    with pytest.raises(WrongUse, match=why):
        secret.given("WIJKPEIL_MAIL_URL")


def test_the_key_of_the_workspace_gives_way_to_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert secret.make_secret(tmp_path)
    assert not secret.make_secret(tmp_path), "there is one"
    kept = secret.secret_key(tmp_path)
    file = tmp_path / "placed"
    file.write_text("k" * 60, encoding="ascii")
    monkeypatch.setenv("WIJKPEIL_SECRET_KEY_FILE", str(file))
    assert (secret.secret_key(tmp_path), kept) == ("k" * 60, kept)


def test_keys_of_before_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert secret.keys_before() == []
    monkeypatch.setenv("WIJKPEIL_SECRET_KEY_BEFORE", "one, two  three")
    assert secret.keys_before() == ["one", "two", "three"]
