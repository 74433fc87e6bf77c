"""The documents hold together: links lead somewhere, every noun of the model has its word in both languages."""

import dataclasses
import importlib
import pkgutil
import re
from pathlib import Path

import wijkpeil
import wijkpeil.model

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
FORMULAS = "wijkpeil.model.formula"
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    """The links of a page to files or headings that are not there."""
    broken = []
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            broken.append(target)
    return broken


def test_every_relative_link_leads_somewhere(files: list[Path], project: Path) -> None:
    pages = [path for path in files if path.suffix == ".md"]
    assert pages
    assert {str(page.relative_to(project)): links for page in pages if (links := broken_links(page))} == {}


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A head\n[x](a.md#a-head) [y](b.md) [z](a.md#no) `[w](c.md)`\n", encoding="utf-8")
    assert broken_links(tmp_path / "a.md") == ["b.md", "a.md#no"]


def nouns() -> set[str]:
    """The records of the model, each in a person's words; the parts of a formula are no nouns."""
    found = set()
    for module in pkgutil.walk_packages(wijkpeil.model.__path__, "wijkpeil.model."):
        if module.name.startswith(FORMULAS):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if dataclasses.is_dataclass(value) and getattr(value, "__module__", "") == module.name and name[0] != "_":
                found.add(CAMEL.sub(" ", name).lower())
    return found


def test_every_noun_of_the_model_is_in_the_glossary(project: Path) -> None:
    glossary = (project / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
    assert nouns()
    assert [noun for noun in sorted(nouns()) if not re.search(rf"(?<!\w){noun}(?!\w)", glossary)] == []


def test_version_is_in_the_changelog(project: Path) -> None:
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{wijkpeil.__version__}]" in changelog or "## [Unreleased]" in changelog
