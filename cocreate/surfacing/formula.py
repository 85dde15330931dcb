"""A project's own formula: arithmetic over named columns, and nothing else.

Read with Python's parser and walked by our own steps; nothing is ever evaluated by
Python itself. What is not in the list is refused with a sentence.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

LONGEST = 200
MOST_PARTS = 100
LARGEST = 1e12

COLUMNS = {
    "reach": "people, or as the team judges it",
    "impact": "as entered",
    "confidence": "as entered, from 0 to 1",
    "effort": "person-days, as entered",
    "value": "the score, from 0 to 100",
    "votes": "people who voted",
    "comments": "comments that are shown",
    "importance": "from 0 to 1",
    "momentum": "votes as fresh as today's",
    "segments": "people by the weight of their segments",
    "rice": "reach * impact * confidence / effort",
}
SUMS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
SIGNS: dict[type[ast.unaryop], Callable[[float], float]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
CHOICES: dict[str, Callable[..., float]] = {"min": min, "max": max}


class FormulaError(ValueError):
    """What is wrong with a formula, in a sentence."""


def check(written: str) -> str:
    """What is wrong with a formula; empty when nothing is."""
    try:
        read(written)
    except FormulaError as wrong:
        return str(wrong)
    return ""


def outcome_of(written: str, columns: Mapping[str, float | None]) -> float | None:
    """What a formula comes to; none where a column is open or nothing divides."""
    try:
        outcome = walk(read(written), columns)
    except (FormulaError, ZeroDivisionError, OverflowError):
        return None
    return outcome if outcome is not None and is_sane(outcome) else None


def is_sane(outcome: float) -> bool:
    return math.isfinite(outcome) and abs(outcome) <= LARGEST


@lru_cache(256)
def read(written: str) -> ast.expr:
    """The formula, every piece of it looked at."""
    if len(written) > LONGEST:
        raise FormulaError(f"Keep it to {LONGEST} characters at most.")
    try:
        tree = ast.parse(written.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("This is not a sum we can read.") from None
    parts = [part for part in ast.walk(tree) if isinstance(part, ast.expr)]
    if len(parts) > MOST_PARTS:
        raise FormulaError("Make it shorter.")
    look_at(tree)
    return tree


def look_at(part: ast.expr) -> None:
    match part:
        case ast.Constant(value=value):
            look_at_number(value)
        case ast.Name(id=name):
            if name not in COLUMNS:
                raise FormulaError(f"There is no column “{name}”.")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SUMS:
            look_at(left)
            look_at(right)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in SIGNS:
            look_at(operand)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if (
            name in CHOICES and len(args) > 1
        ):
            for one in args:
                look_at(one)
        case _:
            raise FormulaError("Use columns, numbers, + - * /, min( , ) and max( , ).")


def look_at_number(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError("Write numbers without quotation marks.")
    if not is_sane(value):
        raise FormulaError("This number is too large.")


def walk(part: ast.expr, columns: Mapping[str, float | None]) -> float | None:
    """What a piece comes to; none as soon as anything in it is open."""
    match part:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name):
            return columns.get(name)
        case ast.BinOp(left=left, op=op, right=right):
            return put(SUMS[type(op)], walk(left, columns), walk(right, columns))
        case ast.UnaryOp(op=op, operand=operand):
            return put(SIGNS[type(op)], walk(operand, columns))
        case ast.Call(func=ast.Name(id=name), args=args):
            return put(CHOICES[name], *(walk(one, columns) for one in args))
        case _:
            raise FormulaError("This is not a sum we can read.")


def put(act: Callable[..., float], *told: float | None) -> float | None:
    return None if None in told else act(*told)
