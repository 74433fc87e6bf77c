"""A file that cannot be read in one sitting, or a function that does not fit a screen, is two."""

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_LIMIT = 400
FUNCTION_LIMIT = 40
SUFFIXES = {".py", ".html", ".css", ".js", ".svg", ".txt"}
REASON = "# Long because:"
TOP = 12


def test_no_file_is_too_long(files: list[Path], project: Path) -> None:
    counted = {
        str(path.relative_to(project)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
        if path.is_relative_to(project / "src") and path.suffix in SUFFIXES
    }
    assert counted, "no source files were found"
    assert {name: lines for name, lines in counted.items() if lines > FILE_LIMIT} == {}


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, its docstring left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                lines -= (first.end_lineno or first.lineno) - first.lineno + 1
            yield node.name, lines


def test_no_function_is_too_long_without_a_reason(sources: list[Path], project: Path) -> None:
    too_long = [
        f"{path.relative_to(project)}: {name} has {lines} lines"
        for path in sources
        if REASON not in "\n".join((text := path.read_text(encoding="utf-8")).splitlines()[:TOP])
        for name, lines in functions(text)
        if lines > FUNCTION_LIMIT
    ]
    assert too_long == []


def test_length_of_a_function_leaves_its_docstring_out() -> None:
    assert list(functions('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')) == [("f", 2)]
