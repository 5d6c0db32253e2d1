"""The declaration of a task: an async function with a name, which nothing is bound to until the start."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from kopukm_core.jobs.arguments import check_annotation, check_arguments
from kopukm_core.jobs.errors import TaskDeclarationError
from kopukm_core.places import place_of

TaskFunction = Callable[..., Awaitable[None]]
GivenUpFunction = Callable[..., Awaitable[None]]

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_QUEUE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Task:
    """A declared task.

    It may be run more than once for one job, so its effects must be idempotent; those stored inside
    `job.transaction()` happen exactly once.
    """

    name: str
    function: TaskFunction
    queue: str
    max_retries: int
    time_limit: float
    """Seconds one attempt may take."""
    description: str
    given_up: GivenUpFunction | None
    """What is stored together with the end of a job that nobody tries any more."""
    place: str
    """File and line of the function, for messages."""
    _signature: inspect.Signature = field(repr=False, compare=False)

    @property
    def owner(self) -> str:
        """The plugin whose name the task carries."""
        return self.name.partition(".")[0]

    def annotations(self) -> Mapping[str, Any]:
        """The types of the arguments, with forward references resolved.

        Raises TaskDeclarationError if one cannot be resolved or cannot travel as JSON.
        """
        try:
            written = dict(inspect.get_annotations(self.function))
            names = list(self._signature.parameters)[1:]
            holder = types.SimpleNamespace(__annotations__={name: written.get(name, Any) for name in names})
            found = get_type_hints(holder, globalns=getattr(self.function, "__globals__", {}))
        except NameError as error:
            raise TaskDeclarationError(
                f"Tipe pada tugas {self.name} ({self.place}) tidak dikenal: {error}.",
                remedy="Impor tipe itu di luar TYPE_CHECKING.",
            ) from None
        for name, annotation in found.items():
            check_annotation(self.name, self.place, name, annotation)
        return found

    def to_json(self, arguments: Mapping[str, Any]) -> str:
        """The arguments as they are stored. Raises JobArgumentsError where they do not fit the signature."""
        return check_arguments(self.name, self._signature, self.annotations(), arguments)


def task(
    name: str,
    *,
    queue: str | None = None,
    max_retries: int = 8,
    time_limit: float = 600.0,
    description: str = "",
    given_up: GivenUpFunction | None = None,
) -> Callable[[TaskFunction], Task]:
    """Declare `async def function(job: JobContext, **arguments)` as the task `plugin.verb_noun`.

    The queue is the plugin's own unless named. `max_retries` are the attempts after the first; `time_limit`
    is in seconds. `async def given_up(platform, **arguments)` runs in the transaction in which a job is given up, or
    a dead one is dropped: whoever waits for the job learns there that it will not be done.
    Raises TaskDeclarationError for a wrong name or function.
    """

    def declare(function: TaskFunction) -> Task:
        place = place_of(function) or repr(function)
        _check_declaration(name, function, place)
        chosen = queue or name.partition(".")[0]
        if not _QUEUE.fullmatch(chosen):
            raise TaskDeclarationError(
                f"Nama antrean {chosen!r} pada tugas {name} ({place}) tidak sah.",
                remedy="Pakai huruf kecil, angka, dan garis bawah.",
            )
        text = description or inspect.getdoc(function) or ""
        signature = inspect.signature(function)
        return Task(name, function, chosen, max_retries, time_limit, text, given_up, place, signature)

    return declare


def _check_declaration(name: str, function: TaskFunction, place: str) -> None:
    if not _NAME.fullmatch(name):
        raise TaskDeclarationError(
            f"Nama tugas {name!r} ({place}) tidak sah.",
            remedy="Tulis plugin.verb_noun, misalnya siopik.send_reminder.",
        )
    if not inspect.iscoroutinefunction(function):
        raise TaskDeclarationError(
            f"Tugas {name} ({place}) bukan fungsi async.", remedy="Tulis async def fungsi(job, ...)."
        )
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].kind not in (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    ):
        raise TaskDeclarationError(
            f"Tugas {name} ({place}) tidak menerima konteks pekerjaan.",
            remedy="Parameter pertama adalah job: JobContext.",
        )
    if any(parameter.kind is inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        raise TaskDeclarationError(
            f"Tugas {name} ({place}) menerima *args.", remedy="Argumen pekerjaan selalu bernama."
        )
