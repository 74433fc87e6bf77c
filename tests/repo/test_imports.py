"""Who may import whom, and that a package without a floor is noticed."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BELOW_THE_LEDGER = ("errors", "model", "methods", "figures", "loading", "index", "workflows")

BLOCKED = """
import importlib, importlib.abc, pkgutil, sys

class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "csp", "whitenoise", "gunicorn"}:
            raise ImportError(f"{name} is not part of a bare installation")

sys.meta_path.insert(0, Block())
"""
IMPORT_ALL = """
package = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    importlib.import_module(found.name)
"""
RUN = """
import wijkpeil.cli
sys.argv[0] = "wijkpeil"
sys.exit(wijkpeil.cli.main())
"""


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The package and its contracts, elsewhere."""
    leave = shutil.ignore_patterns("vendor", "__pycache__", "static", "locale")
    shutil.copytree(project / "src", tmp_path / "src", ignore=leave)
    shutil.copyfile(project / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def test_contracts_hold(copy: Path) -> None:
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_package_without_a_floor_breaks_the_contracts(copy: Path) -> None:
    (copy / "src" / "wijkpeil" / "utils.py").write_text('"""Things."""\n', encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode != 0
    assert "utils" in result.stdout + result.stderr


def test_an_import_upwards_breaks_the_contracts(copy: Path) -> None:
    (copy / "src" / "wijkpeil" / "model" / "stray.py").write_text("import wijkpeil.workflows\n", encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode != 0
    assert "wijkpeil.model is not allowed to import wijkpeil.workflows" in result.stdout


def test_the_model_imports_the_standard_library_alone(project: Path) -> None:
    package = project / "src" / "wijkpeil"
    for path in [package / "errors.py", *(package / "model").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                allowed = name.split(".")[0] in sys.stdlib_module_names or name.startswith("wijkpeil.")
                assert allowed, f"{path.name} imports {name}"


def test_parts_of_scipy_load_when_they_are_asked_for(sources: list[Path]) -> None:
    """What is imported by name loads with every command; ``scipy.stats.norm`` loads when it is computed with."""
    found = []
    for path in sources:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names if "." in alias.name] if isinstance(node, ast.Import) else []
            found += [f"{path.name}: {name}" for name in named if name.split(".")[0] == "scipy"]
    assert found == []


def bare(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCKED + script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", BELOW_THE_LEDGER)
def test_imports_without_django(name: str) -> None:
    result = bare(IMPORT_ALL, f"wijkpeil.{name}")
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("verb", ["check", "board", "claims", "targets", "money"])
def test_the_command_line_reads_a_folder_without_django(rotterdam: Path, verb: str) -> None:
    result = bare(RUN, verb, str(rotterdam), "--format", "json")
    assert result.returncode == 0, result.stderr
    assert result.stdout.lstrip().startswith(("[", "{"))


def test_the_command_line_speaks_dutch_without_django(tmp_path: Path) -> None:
    result = bare(RUN, "check", str(tmp_path), "--language", "nl")
    assert result.returncode == 1, result.stderr
    assert "fout: programme.yaml: Het bestand programme.yaml ontbreekt." in result.stderr
