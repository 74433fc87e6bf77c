"""The licence is whole and the public code file has what its standard asks for, but an address where there is none."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from spread import LONGEST_FIRST

REQUIRED = (
    "publiccodeYmlVersion",
    "name",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}


@pytest.fixture(scope="module")
def public_code(project: Path) -> dict[str, Any]:
    """The public code file, read."""
    return yaml.safe_load((project / "publiccode.yml").read_text(encoding="utf-8"))


def test_public_code_file_has_every_required_key(public_code: dict[str, Any]) -> None:
    assert [key for key in REQUIRED if not public_code.get(key)] == []
    assert public_code["publiccodeYmlVersion"] == "0.4"
    assert public_code["developmentStatus"] in STATUSES
    assert public_code["legal"]["license"] == "EUPL-1.2"
    assert public_code["maintenance"]["type"] in {"internal", "community"}
    assert public_code["maintenance"]["contacts"]


def test_a_release_alone_has_a_version_and_a_day(project: Path, public_code: dict[str, Any]) -> None:
    released = re.search(r"^## \[(\d[^]]*)\] - (\S+)$", (project / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    told = (public_code.get("softwareVersion"), public_code.get("releaseDate"))
    assert told == (released.groups() if released else (None, None))


def test_public_code_file_names_no_address_that_is_made_up(project: Path, public_code: dict[str, Any]) -> None:
    text = (project / "publiccode.yml").read_text(encoding="utf-8")
    assert re.findall(r"example\.(?:com|org|net)|localhost|127\.0\.0\.1|\.(?:invalid|test)\b", text) == []
    assert "url" in public_code or "There is none yet" in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_public_code_file_describes_in_both_languages(public_code: dict[str, Any], language: str) -> None:
    description = public_code["description"][language]
    assert 1 <= len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]
    assert all(len(feature) <= 100 for feature in description["features"])
    assert language in public_code["localisation"]["availableLanguages"]


def test_licence_is_whole(project: Path) -> None:
    text = (project / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert re.findall(r"^ *(\d+)\. ?[A-Z]", text, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "‘Compatible Licences’ according to Article 5 EUPL" in text


def test_files_of_tests_that_begin_first_are_there(project: Path) -> None:
    assert [name for name in LONGEST_FIRST if not (project / "tests" / name).is_file()] == []
    assert len(set(LONGEST_FIRST)) == len(LONGEST_FIRST)
