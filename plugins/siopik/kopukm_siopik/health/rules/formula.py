"""Formulas over named inputs: the four operations on exact numbers, and nothing else.

The text is parsed by Python's own parser and walked by a short list of what is allowed; nothing is evaluated by
Python, so that a rubric is data and never a program.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kopukm_siopik.health.rules.inputs import input_of, label_of
from kopukm_siopik.health.rules.numbers import shown, shown_rupiah

LONGEST = 300
"""Characters of a formula."""

_DEEPEST = 30

_OPERATIONS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
_SIGNS: Mapping[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: ":"}
_LOOSE = (ast.Add, ast.Sub)


class FormulaFaultError(ValueError):
    """A formula that cannot be read: Indonesian words for whoever wrote it."""


class NotComputableError(Exception):
    """The formula has no value for these inputs: Indonesian words why."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: only known inputs, numbers, + - * / and brackets are in it."""

    text: str
    tree: ast.expr

    @property
    def words(self) -> tuple[str, ...]:
        """The inputs that it names, in order."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Name))
        ordered = sorted(found, key=lambda node: (node.lineno, node.col_offset))
        return tuple(dict.fromkeys(node.id for node in ordered))

    def value(self, inputs: Mapping[str, Fraction]) -> Fraction:
        """Its exact value. Raises NotComputableError for an input that is not there and for a divisor that is not
        above zero: a loss divided by a negative equity is no profit.
        """
        missing = [label_of(word) for word in self.words if word not in inputs]
        if missing:
            raise NotComputableError(f"{', '.join(missing)} belum diisi")
        return _value(self.tree, inputs)

    def with_amounts(self, inputs: Mapping[str, Fraction]) -> str:
        """In words with the amounts: "SHU Rp70.000.000 : total aset Rp1.000.000.000"."""
        return _written(self.tree, lambda word: f"{label_of(word)} {shown_rupiah(inputs[word])}")

    @property
    def in_words(self) -> str:
        """In words: "SHU : total aset"."""
        return _written(self.tree, label_of)


def read_formula(text: str) -> Formula:
    """Raises FormulaFaultError, which says what is wrong with it."""
    if not text.strip() or len(text) > LONGEST:
        raise FormulaFaultError(f"rumus harus 1 sampai {LONGEST} huruf")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaFaultError(f"rumus {text!r} tidak dapat dibaca") from None
    _check(tree, 0)
    return Formula(text.strip(), tree)


def _check(node: ast.expr, depth: int) -> None:
    if depth > _DEEPEST:
        raise FormulaFaultError("rumus terlalu bertingkat")
    match node:
        case ast.BinOp(left, sign, right) if type(sign) in _SIGNS:
            _check(left, depth + 1)
            _check(right, depth + 1)
        case ast.Name(word):
            if input_of(word) is None:
                raise FormulaFaultError(f"masukan {word!r} tidak dikenal")
        case ast.Constant(int() | float() as number) if not isinstance(number, bool):
            if not 0 <= number < 10**12:
                raise FormulaFaultError("angka dalam rumus terlalu besar")
        case _:
            raise FormulaFaultError("rumus hanya boleh memuat masukan, angka, kurung, dan + - * /")


def _value(node: ast.expr, inputs: Mapping[str, Fraction]) -> Fraction:
    if isinstance(node, ast.Name):
        return inputs[node.id]
    if isinstance(node, ast.Constant):
        return _number(node)
    if not isinstance(node, ast.BinOp):
        raise FormulaFaultError("rumus tidak dapat dibaca")
    left, right = _value(node.left, inputs), _value(node.right, inputs)
    if not isinstance(node.op, ast.Div):
        return _OPERATIONS[type(node.op)](left, right)
    if right <= 0:
        how = "nol" if right == 0 else "kurang dari nol"
        raise NotComputableError(f"pembagi ({_written(node.right, label_of)}) {how}")
    return left / right


def _number(node: ast.Constant) -> Fraction:
    return Fraction(str(node.value))


def _written(node: ast.expr, name: Callable[[str], str]) -> str:
    if isinstance(node, ast.Name):
        return name(node.id)
    if isinstance(node, ast.Constant):
        return shown(_number(node), 6)
    if not isinstance(node, ast.BinOp):
        raise FormulaFaultError("rumus tidak dapat dibaca")
    sign = node.op
    left, right = _written(node.left, name), _written(node.right, name)
    if not isinstance(sign, _LOOSE) and _is_loose(node.left):
        left = f"({left})"
    if _is_loose(node.right) or (isinstance(node.right, ast.BinOp) and not isinstance(sign, _LOOSE)):
        right = right if isinstance(sign, ast.Add) else f"({right})"
    return f"{left} {_SIGNS[type(sign)]} {right}"


def _is_loose(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, _LOOSE)
