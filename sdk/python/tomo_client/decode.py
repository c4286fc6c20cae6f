"""Makes the library's types of JSON."""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Dict, Type, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .errors import TomoError

T = TypeVar("T")

_HINTS: Dict[type, Dict[str, Any]] = {}


def decode(kind: Type[T], value: Any) -> T:
    """
    The dataclass ``kind`` with the fields of a JSON object. Fields that it does not know are left out, so that a newer
    server does not break an older library.

    :raises TomoError: ``unknown`` where a field is missing that the server always sends
    """
    if not isinstance(value, dict):
        raise TomoError("unknown", f"The server sent no {kind.__name__}")
    known: Dict[str, Any] = {}
    hints = _hints(kind)
    for field in fields(cast(Any, kind)):
        if field.name in value:
            known[field.name] = _convert(hints[field.name], value[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise TomoError("unknown", f"The server sent a {kind.__name__} without {field.name}")
    return kind(**known)


def _hints(kind: type) -> Dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _convert(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    arguments = get_args(hint)
    if get_origin(hint) is Union:
        return _convert(next(one for one in arguments if one is not type(None)), value)
    if get_origin(hint) is list and isinstance(value, list):
        return [_convert(arguments[0], item) for item in value]
    return decode(hint, value) if is_dataclass(hint) else value
