"""Bring the front-end packages that npm installed to where the site serves them from.

Copies stylesheets, scripts, fonts and their licences from ``node_modules`` to ``src/wijkpeil/web/static/vendor``, under
names that hold no version, and writes ``nlds-tokens.css``: of the example theme's two thousand design tokens, those
that a shipped component reads, the basis tokens, and what these refer to. Standard library only.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src" / "wijkpeil" / "web" / "static" / "vendor"

COMPONENTS = (
    "breadcrumb-nav", "button", "data-badge", "form-field", "form-field-error-message", "form-label",
    "link", "nav-bar", "search-bar", "select", "skip-link", "table", "textarea", "textbox",
)  # fmt: skip
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
SERIF = "@fontsource-variable/source-serif-4"

FILES = {
    "fonts/source-sans-3.woff2": "source-sans/WOFF2/VF/SourceSans3VF-Upright.otf.woff2",
    "fonts/source-sans-3-italic.woff2": "source-sans/WOFF2/VF/SourceSans3VF-Italic.otf.woff2",
    "fonts/source-serif-4.woff2": f"{SERIF}/files/source-serif-4-latin-wght-normal.woff2",
    "fonts/source-serif-4-italic.woff2": f"{SERIF}/files/source-serif-4-latin-wght-italic.woff2",
    "fonts/source-serif-4-ext.woff2": f"{SERIF}/files/source-serif-4-latin-ext-wght-normal.woff2",
    "licences/source-sans-3.txt": "source-sans/LICENSE.md",
    "licences/source-serif-4.txt": f"{SERIF}/LICENSE",
    "licences/nl-design-system.txt": f"{TOKENS}/LICENSE.md",
    **{f"utrecht/{name}.css": f"@utrecht/{name}-css/dist/index.css" for name in COMPONENTS},
}

DECLARATION = re.compile(r"^\s*(--[\w-]+):\s*(.+);", re.MULTILINE)
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


def reachable(declared: dict[str, str], wanted: set[str]) -> list[str]:
    """The names among ``declared`` that ``wanted`` needs, itself included, in the order of declaration."""
    found: set[str] = set()
    queue = [name for name in wanted if name in declared]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue += [other for other in REFERENCE.findall(declared[name]) if other in declared]
    return [name for name in declared if name in found]


def tokens_css() -> str:
    """The example theme's tokens that the shipped components can reach, as one rule on the root."""
    declared = dict(DECLARATION.findall((MODULES / TOKENS / "dist" / "variables.css").read_text(encoding="utf-8")))
    wanted = {name for name in declared if name.startswith("--basis-")}
    for component in COMPONENTS:
        wanted.update(REFERENCE.findall((VENDOR / "utrecht" / f"{component}.css").read_text(encoding="utf-8")))
    lines = [f"  {name}: {declared[name]};" for name in reachable(declared, wanted)]
    return "\n".join([":root {", *lines, "}", ""])


def main() -> None:
    missing = [source for source in FILES.values() if not (MODULES / source).is_file()]
    if missing:
        sys.exit("not in node_modules, run `npm ci` first:\n  " + "\n  ".join(missing))
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)
    (VENDOR / "nlds-tokens.css").write_text(tokens_css(), encoding="utf-8")


if __name__ == "__main__":
    main()
