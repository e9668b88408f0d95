"""Single calculations by name: JSON in, JSON out, with the schema of both.

The same names and the same JSON serve the command line and whatever else asks.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pricedin.errors import InputError, NotFoundError
from pricedin.simulation.schwartz_moon import (
    Conventions,
    SchwartzMoon,
    SchwartzMoonResult,
    as_dict,
    schwartz_moon,
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """A named calculation."""

    name: str
    question: str
    source: str
    input_schema: Json
    output_schema: Json
    run: Callable[[Json], Json]


def calculation(name: str) -> Calculation:
    """Return the calculation of this name."""
    if name not in CALCULATIONS:
        raise NotFoundError.near("calculation", name, CALCULATIONS)
    return CALCULATIONS[name]


def build(kind: type, data: Mapping[str, Any], where: str) -> Any:
    """Make a dataclass from JSON, naming every field that is unknown, missing or of another kind.

    Numbers may be given as JSON numbers or decimal strings.
    """
    known = {f.name: f for f in fields(kind)}
    unknown = sorted(set(data) - set(known))
    if unknown:
        near = NotFoundError.near("field", unknown[0], known)
        raise InputError(f"{where}: {near}")
    missing = [
        name
        for name, f in known.items()
        if name not in data and f.default is MISSING and f.default_factory is MISSING
    ]
    if missing:
        raise InputError(f"{where}: missing {', '.join(missing)}")
    hints = get_type_hints(kind)
    return kind(**{k: _value(hints[k], v, f"{where}.{k}") for k, v in data.items()})


def _value(kind: Any, value: Any, where: str) -> Any:
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise InputError(f"{where}: {value!r} is not one of {', '.join(get_args(kind))}")
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, Mapping):
            raise InputError(f"{where}: expected an object")
        return build(kind, value, where)
    if kind in (float, int):
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InputError(f"{where}: {value!r} is not a number")
        try:
            return kind(value)
        except ValueError:
            raise InputError(f"{where}: {value!r} is not a number") from None
    return value


def schema(kind: type) -> Json:
    """Return the JSON schema of a dataclass."""
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {f.name: _schema_of(hints[f.name]) for f in fields(kind)},
        "required": [
            f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
        ],
    }


def _schema_of(kind: Any) -> Json:
    if get_origin(kind) is Literal:
        return {"enum": list(get_args(kind))}
    if get_origin(kind) in (typing.Union, types.UnionType):
        return {"anyOf": [_schema_of(k) for k in get_args(kind) if k is not type(None)]}
    if is_dataclass(kind) and isinstance(kind, type):
        return schema(kind)
    return {"type": {float: "number", int: "integer", str: "string"}.get(kind, "string")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchwartzMoonRequest:
    """What the calculation takes."""

    inputs: SchwartzMoon
    conventions: Conventions = field(default_factory=Conventions)
    measure: Literal["risk_neutral", "physical"] = "risk_neutral"
    paths: int = 100_000
    seed: int = 7


def _schwartz_moon(data: Json) -> Json:
    request: SchwartzMoonRequest = build(SchwartzMoonRequest, data, "schwartz_moon")
    if not 2 <= request.paths <= 10_000_000:
        raise InputError(f"paths is between 2 and 10,000,000; got {request.paths}")
    result = schwartz_moon(
        request.inputs,
        conventions=request.conventions,
        measure=request.measure,
        paths=request.paths,
        seed=request.seed,
    )
    return as_dict(result)


CALCULATIONS: Mapping[str, Calculation] = {
    "schwartz_moon": Calculation(
        name="schwartz_moon",
        question="What is a company worth whose revenue and growth are uncertain?",
        source="Schwartz and Moon, Financial Analysts Journal 56(3), 2000",
        input_schema=schema(SchwartzMoonRequest),
        output_schema=schema(SchwartzMoonResult),
        run=_schwartz_moon,
    ),
}
