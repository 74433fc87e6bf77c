"""What the formulas of one programme give, each evaluated once, and again only where the ledger changed under it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeAlias, TypeVar, cast

from wijkpeil.model.indicators import Comparison
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.evaluate import Evaluation, evaluate_in
from wijkpeil.workflows.formula_data import FormulaData, same_figures

T = TypeVar("T")
Evaluate: TypeAlias = Callable[[str, Comparison | None], Evaluation]
"""Gives what a formula gives, under a reading's comparison."""


class Evaluations:
    """The evaluations of formulas over a programme.

    ``before`` may be those of an earlier state of it: a formula keeps what it gave there where the definitions, the
    figures and every register that it looked into are the very same objects.
    """

    def __init__(self, programme: Programme, before: Evaluations | None = None) -> None:
        self.programme = programme
        self._lock = Lock()
        self._data: FormulaData | None = None
        self._like: FormulaData | None = None
        self._found: dict[tuple[str, Comparison | None], tuple[Evaluation, frozenset[str]]] = {}
        self._made: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        if before is not None and same_figures(before.programme, programme):
            self._take_over(before)

    def _take_over(self, before: Evaluations) -> None:
        ledger, earlier = self.programme.ledger, before.programme.ledger
        with before._lock:
            found = tuple(before._found.items())
            self._like = before._data or before._like
            self._made = dict(before._made)
        for key, (evaluation, asked) in found:
            if all(getattr(ledger, name) is getattr(earlier, name) for name in asked):
                self._found[key] = evaluation, asked

    @property
    def data(self) -> FormulaData:
        """The programme as formulas look into it."""
        with self._lock:
            return self._indexed()

    def of(self, formula: str, comparison: Comparison | None = None) -> Evaluation:
        """Give what a formula gives under a comparison, as ``evaluate`` does."""
        key = formula, comparison
        with self._lock:
            if key not in self._found:
                self._found[key] = self._evaluate(formula, comparison)
            return self._found[key][0]

    def once(self, what: Hashable, parts: tuple[object, ...], make: Callable[[], T]) -> T:
        """Give what was made of some parts, made anew where one of them is another object than before."""
        with self._lock:
            before, made = self._made.get(what, ((), None))
        if len(before) == len(parts) and all(one is other for one, other in zip(before, parts, strict=True)):
            return cast(T, made)
        found = make()
        with self._lock:
            self._made[what] = parts, found
        return found

    def _evaluate(self, formula: str, comparison: Comparison | None) -> tuple[Evaluation, frozenset[str]]:
        data = self._indexed()
        data.asked.clear()
        found = evaluate_in(data, formula, comparison)
        return found, frozenset(data.asked)

    def _indexed(self) -> FormulaData:
        if self._data is None:
            self._data = FormulaData(self.programme, self._like)
            # Its indexes were wanted, and not the earlier programme that it holds.
            self._like = None
        return self._data
