"""A job's arguments: plain JSON that fits the signature of its task, checked when the job is enqueued."""

from __future__ import annotations

import inspect
import json
import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin

from kopukm_core.jobs.errors import JobArgumentsError, TaskDeclarationError

_SCALARS: Mapping[type, str] = {int: "bilangan bulat", float: "bilangan", str: "teks", bool: "benar/salah"}


def check_arguments(
    task_name: str, signature: inspect.Signature, annotations: Mapping[str, Any], arguments: Mapping[str, Any]
) -> str:
    """The arguments as JSON text, after checking names, types and that nothing is lost on the way.

    Raises JobArgumentsError naming the task and the argument.
    """
    try:
        signature.bind(None, **arguments)
    except TypeError as error:
        expected = ", ".join(list(signature.parameters)[1:]) or "(tanpa argumen)"
        raise JobArgumentsError(
            f"Argumen pekerjaan {task_name} tidak cocok: {error}.", remedy=f"Argumennya: {expected}."
        ) from None
    for name, value in arguments.items():
        annotation = annotations.get(name, Any)
        if not _fits(value, annotation):
            raise JobArgumentsError(
                f"Argumen {name} pekerjaan {task_name} berisi {type(value).__name__}.",
                remedy=f"Isi dengan {_describe(annotation)}.",
            )
    try:
        text = json.dumps(dict(arguments), ensure_ascii=False, allow_nan=False, sort_keys=True)
        if json.loads(text) == dict(arguments):
            return text
    except (TypeError, ValueError, RecursionError):
        pass
    raise JobArgumentsError(
        f"Argumen pekerjaan {task_name} bukan JSON.",
        remedy="Kirim teks, angka, benar/salah, daftar, objek; tanggal berupa teks ISO, rekaman berupa id.",
    )


def check_annotation(task_name: str, place: str, parameter: str, annotation: Any) -> None:
    """Refuse a parameter whose type cannot travel as JSON."""
    if not _is_json_type(annotation):
        raise TaskDeclarationError(
            f"Parameter {parameter} tugas {task_name} ({place}) bertipe {annotation!r}, yang tidak dapat "
            "disimpan sebagai JSON.",
            remedy="Pakai str, int, float, bool, list, dict; tanggal berupa teks ISO, rekaman berupa id.",
        )


def _plain(annotation: Any) -> Any:
    """A NewType (Rupiah, RegionCode, …) counts as what it is made of."""
    while hasattr(annotation, "__supertype__"):
        annotation = annotation.__supertype__
    return annotation


def _is_json_type(annotation: Any) -> bool:
    annotation = _plain(annotation)
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return all(_is_json_type(part) for part in get_args(annotation))
    if origin in (list, Sequence):
        return all(_is_json_type(part) for part in get_args(annotation))
    if origin in (dict, Mapping):
        key, value = get_args(annotation)
        return _plain(key) is str and _is_json_type(value)
    return annotation in (Any, object, int, float, str, bool, None, type(None), list, dict)


def _fits(value: Any, annotation: Any) -> bool:
    annotation = _plain(annotation)
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        return any(_fits(value, part) for part in get_args(annotation))
    if origin in (list, Sequence):
        inner = (get_args(annotation) or (Any,))[0]
        return isinstance(value, list) and all(_fits(item, inner) for item in value)
    if origin in (dict, Mapping):
        inner = get_args(annotation)[1]
        return isinstance(value, dict) and all(
            isinstance(key, str) and _fits(item, inner) for key, item in value.items()
        )
    if annotation in (Any, object):
        return True
    if annotation in (None, type(None)):
        return value is None
    if annotation is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if annotation is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, annotation)


def _describe(annotation: Any) -> str:
    annotation = _plain(annotation)
    return _SCALARS.get(annotation, str(annotation))
