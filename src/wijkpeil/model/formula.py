"""The language in which claims and targets say how a number is recomputed: its nodes and its parser.

It is a subset of Python's expressions with functions of its own, documented in ``docs/claims.md``. The text is parsed
by the standard library's ``ast`` and never run: what is not listed here is refused with the column where it stands.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

from wijkpeil.errors import say
from wijkpeil.model.formula_functions import FUNCTIONS, SIDES, Function, Kind, field_names, registers

LONGEST = 1000
"""Most characters of a formula; a longer one is several claims."""
DEEPEST = 100
"""Most parts within parts, well within what Python can walk."""

FilterValue: TypeAlias = Decimal | str | bool | None
Sign = Literal["+", "-", "*", "/", "**", "&", "|"]


class FormulaError(ValueError):
    """A formula that cannot be read: what is wrong, and the column from 1."""

    def __init__(self, message: str, column: int) -> None:
        self.message = message
        self.column = column
        super().__init__(f"column {column}: {message}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, with its digits."""

    value: Decimal
    text: str
    is_set: Literal[False] = False


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    of: Node
    text: str
    is_set: Literal[False] = False


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and a sign; both numbers, or both sets of areas."""

    sign: Sign
    left: Node
    right: Node
    text: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments (ids as text, the rest as nodes), its filters and what it groups by."""

    name: str
    args: tuple[str | Node, ...]
    filters: tuple[tuple[str, FilterValue], ...]
    by: str
    text: str
    is_set: bool


Node: TypeAlias = Number | Negate | Binary | Call


def parse(text: str) -> Node:
    """Read a formula that gives a number.

    Raises:
        FormulaError: it is not of the language, names an unknown function, register or field, or gives a set.
    """
    return _Parser(text).formula()


def ids_in(node: Node) -> tuple[tuple[Kind, str], ...]:
    """List what a formula refers to as (kind, id), in order and once each.

    Kinds: ``fact``, ``indicator``, ``band`` (as ``indicator.band``), ``area``, ``group``, ``level``, ``count``,
    ``target`` and ``target-or-ambition``.
    """
    return tuple(dict.fromkeys(_ids(node)))


def _ids(node: Node) -> Iterator[tuple[Kind, str]]:
    if isinstance(node, Negate):
        yield from _ids(node.of)
    elif isinstance(node, Binary):
        yield from _ids(node.left)
        yield from _ids(node.right)
    elif isinstance(node, Call):
        for kind, argument in zip(FUNCTIONS[node.name].kinds(len(node.args)), node.args, strict=True):
            if not isinstance(argument, str):
                yield from _ids(argument)
            elif kind == "band":
                yield kind, f"{node.args[0]}.{argument}"
            elif kind not in ("side", "register", "money-register", "field"):
                yield kind, argument
        if node.by and node.by not in ("row", "name", "printed_code"):
            yield "level", node.by


_SIGNS: dict[type[ast.operator], Sign] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\n", " ").rstrip()
        self.indent = len(self.text) - len(self.text.lstrip())
        self.source = self.text.lstrip()
        self.depth = 0

    def formula(self) -> Node:
        if not self.source:
            raise FormulaError(say("the formula is empty"), 1)
        if len(self.source) > LONGEST:
            raise FormulaError(say("the formula is longer than {most} characters", most=LONGEST), LONGEST)
        try:
            node = self._node(ast.parse(self.source, mode="eval").body)
        except SyntaxError as error:
            message = say("not an expression: {error}", error=error.msg)
            raise FormulaError(message, (error.offset or 1) + self.indent) from None
        except FormulaError:
            raise
        except (RecursionError, MemoryError, ValueError):
            message = say("the formula is nested too deeply or holds a sign that cannot be read")
            raise FormulaError(message, 1) from None
        if node.is_set:
            message = say("the formula gives a set of areas; count(…) makes it a number")
            raise FormulaError(message, 1 + self.indent)
        return node

    def _column(self, node: ast.expr) -> int:
        before = self.source.encode()[: node.col_offset].decode(errors="ignore")
        return len(before) + 1 + self.indent

    def _text(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.source, node) or ""

    def _node(self, node: ast.expr) -> Node:
        if self.depth == DEEPEST:
            message = say("the formula has more than {most} parts within parts", most=DEEPEST)
            raise FormulaError(message, self._column(node))
        self.depth += 1
        made = self._read(node)
        self.depth -= 1
        return made

    def _read(self, node: ast.expr) -> Node:
        if isinstance(node, ast.Constant):
            return self._number(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return Negate(self._of_kind(node.operand, is_set=False), self._text(node))
        if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
            return self._binary(node, _SIGNS[type(node.op)])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._call(node, node.func.id)
        raise FormulaError(say("{text} is not part of the language", text=repr(self._text(node))), self._column(node))

    def _number(self, node: ast.Constant) -> Number:
        text = self._text(node)
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            message = say("{text} stands where a number or a function is expected", text=text)
            raise FormulaError(message, self._column(node))
        try:
            return Number(Decimal(text), text)
        except InvalidOperation:
            message = say("{text} is not a plain decimal number", text=text)
            raise FormulaError(message, self._column(node)) from None

    def _of_kind(self, node: ast.expr, *, is_set: bool) -> Node:
        made = self._node(node)
        if made.is_set != is_set:
            message = (
                say("a set of areas is expected and {text} gives a number", text=made.text)
                if is_set
                else say("a number is expected and {text} gives a set of areas", text=made.text)
            )
            raise FormulaError(message, self._column(node))
        return made

    def _binary(self, node: ast.BinOp, sign: Sign) -> Binary:
        left = self._node(node.left)
        if left.is_set and sign not in "&|-":
            message = say("{sign} takes numbers and {text} gives a set of areas", sign=sign, text=left.text)
            raise FormulaError(message, self._column(node.left))
        if not left.is_set and sign in "&|":
            message = say("{sign} takes sets of areas and {text} gives a number", sign=sign, text=left.text)
            raise FormulaError(message, self._column(node.left))
        right = self._of_kind(node.right, is_set=left.is_set)
        return Binary(sign, left, right, self._text(node), left.is_set)

    def _call(self, node: ast.Call, name: str) -> Call:
        function = FUNCTIONS.get(name)
        if function is None:
            message = say("there is no function {name}; there are {known}", name=repr(name), known=tuple(FUNCTIONS))
            raise FormulaError(message, self._column(node))
        least, most = len(function.params), None if function.rest else len(function.params)
        if len(node.args) < least or (most is not None and len(node.args) > most):
            wanted = say("{least} or more", least=least) if most is None else str(least)
            message = say(
                "{name} takes {wanted} arguments, not {given}", name=name, wanted=wanted, given=len(node.args)
            )
            raise FormulaError(message, self._column(node))
        args = tuple(
            self._argument(one, kind) for one, kind in zip(node.args, function.kinds(len(node.args)), strict=True)
        )
        if "register" in function.params and "field" in function.params:
            self._check_field(str(args[0]), str(args[1]), self._column(node.args[1]))
        filters, by = self._keywords(node, function, str(args[0]) if args else "")
        return Call(name, args, filters, by, self._text(node), function.gives_set)

    def _argument(self, node: ast.expr, kind: Kind) -> str | Node:
        if kind in ("number", "set"):
            return self._of_kind(node, is_set=kind == "set")
        if kind == "digits":
            made = self._of_kind(node, is_set=False)
            literal = made.of if isinstance(made, Negate) else made
            if not isinstance(literal, Number) or literal.value not in range(13):
                message = say("the number of decimals is a whole number from -12 to 12")
                raise FormulaError(message, self._column(node))
            return made
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            message = say("an id in double quotes is expected ({kind}), not {text}", kind=kind, text=self._text(node))
            raise FormulaError(message, self._column(node))
        allowed = {"side": SIDES, "register": registers(), "money-register": registers(money=True)}.get(kind)
        if allowed is not None and node.value not in allowed:
            message = say("{text} is none of {known}", text=repr(node.value), known=tuple(allowed))
            raise FormulaError(message, self._column(node))
        return node.value

    def _check_field(self, register: str, field: str, column: int) -> None:
        names = field_names(register)
        if field not in names:
            message = say(
                "{register} has no field {field}; it has {known}",
                register=register,
                field=repr(field),
                known=tuple(names),
            )
            raise FormulaError(message, column)

    def _keywords(
        self, node: ast.Call, function: Function, register: str
    ) -> tuple[tuple[tuple[str, FilterValue], ...], str]:
        filters: list[tuple[str, FilterValue]] = []
        by = "row" if function.groups else ""
        for keyword in node.keywords:
            column = self._column(keyword.value)
            value = self._filter_value(keyword.value, column)
            if keyword.arg is None or not (function.filters or (function.groups and keyword.arg == "by")):
                message = say("{option} is not an option of this function", option=keyword.arg or "**")
                raise FormulaError(message, column)
            if function.groups:
                if not isinstance(value, str):
                    raise FormulaError(say("by takes row, name, printed_code or the id of a level"), column)
                by = value
            else:
                self._check_field(register, keyword.arg, column)
                filters.append((keyword.arg, value))
        return tuple(filters), by

    def _filter_value(self, node: ast.expr, column: int) -> FilterValue:
        if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, str | bool)):
            return node.value
        made = self._node(node)
        if isinstance(made, Number):
            return made.value
        if isinstance(made, Negate) and isinstance(made.of, Number):
            return -made.of.value
        raise FormulaError(say("a filter takes a text, a number, True, False or None"), column)
