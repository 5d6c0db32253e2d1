"""Which response keys stand for what, so that a generated selection never contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(slots=True)
class Entry:
    """The field behind a response key: its parent, name and arguments as written, its type, and what is below."""

    parent: str
    name: str
    arguments: str
    type: str
    is_leaf: bool
    is_object: bool = True
    """Whether the parent is an object type, which no row of another type can be."""
    rows: int = 1
    """How many rows it may bring."""
    below: Scope = field(default_factory=lambda: Scope())

    def agrees(self, other: Entry) -> bool:
        """Whether both may share a response key (the rule "overlapping fields can be merged", on the safe side)."""
        if self.type != other.type or self.is_leaf != other.is_leaf:
            return False
        if self.parent != other.parent and self.is_object and other.is_object:
            return self.is_leaf
        same = (self.name, self.arguments) == (other.name, other.arguments)
        return same and self.below.accepts(other.below)

    def copied(self) -> Entry:
        """Of its own: what is added below one of the two is not below the other."""
        below = Scope()
        below.absorb(self.below)
        return replace(self, below=below)


@dataclass(slots=True)
class Scope:
    """The response keys of one object of the answer, fragments included; one key may stand for two parents."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def takes(self, key: str, entry: Entry) -> bool:
        """Whether the entry may be added under the key."""
        return all(each.agrees(entry) for each in self.entries.get(key, ()))

    def add(self, key: str, entry: Entry) -> Entry:
        """The entry that now stands under the key: the one already there where it is the same field."""
        known = self.entries.setdefault(key, [])
        for each in known:
            if (each.parent, each.name) == (entry.parent, entry.name):
                each.below.absorb(entry.below)
                return each
        known.append(entry)
        return entry

    def accepts(self, other: Scope) -> bool:
        """Whether all that is in the other may stand here too."""
        return all(self.takes(key, entry) for key, entries in other.entries.items() for entry in entries)

    def absorb(self, other: Scope) -> None:
        """Take in what was accepted."""
        for key, entries in other.entries.items():
            for entry in entries:
                self.add(key, entry.copied())
