"""All tasks of this installation, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kopukm_core.jobs.errors import TaskDeclarationError, UnknownTaskError
from kopukm_core.jobs.task import Task


class TaskRegistry:
    """The tasks that core and the enabled plugins declare, each with its owner.

    Raises TaskDeclarationError naming both owners and both places where a name is taken twice.
    """

    def __init__(self, declarations: Iterable[tuple[str, Task]] = ()) -> None:
        self._tasks: dict[str, tuple[str, Task]] = {}
        for owner, declared in declarations:
            self.add(owner, declared)

    def add(self, owner: str, declared: Task) -> None:
        """Take in one task of the plugin `owner` ("core" for the core's own)."""
        if declared.owner != owner:
            raise TaskDeclarationError(
                f"Plugin {owner} mendeklarasikan tugas {declared.name} ({declared.place}).",
                remedy=f"Nama tugasnya harus berawalan {owner!r} dan titik.",
            )
        taken = self._tasks.get(declared.name)
        if taken is not None:
            raise TaskDeclarationError(
                f"Tugas {declared.name} dideklarasikan dua kali: oleh {taken[0]} di {taken[1].place} "
                f"dan oleh {owner} di {declared.place}.",
                remedy="Ganti nama salah satunya.",
            )
        declared.annotations()
        self._tasks[declared.name] = (owner, declared)

    def get(self, name: str) -> Task:
        """The task of that name. Raises UnknownTaskError that lists what there is."""
        try:
            return self._tasks[name][1]
        except KeyError:
            known = ", ".join(sorted(self._tasks)) or "(belum ada)"
            raise UnknownTaskError(
                f"Tidak ada tugas bernama {name!r}.", remedy=f"Tugas yang ada: {known}."
            ) from None

    def __contains__(self, name: object) -> bool:
        return name in self._tasks

    def __iter__(self) -> Iterator[Task]:
        return (declared for _, declared in self._tasks.values())

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._tasks))

    @property
    def queues(self) -> tuple[str, ...]:
        return tuple(sorted({declared.queue for declared in self}))
