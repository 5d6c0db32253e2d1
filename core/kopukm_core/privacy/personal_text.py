"""A personal value in a program's hands: whatever prints it prints the mask."""

from __future__ import annotations

from kopukm_core.privacy.keys import active_keys
from kopukm_core.privacy.kinds import PersonalKind, mask, normalise


class PersonalText:
    """Text about a person. `str()`, `repr()`, format strings, logs and tracebacks show only its mask.

    Made from what someone wrote (`PersonalText("3201…", PersonalKind.NIK)`) or from the encrypted column, in
    which case it is opened only when something asks. `whole()` gives the text itself: for rules that need it
    (checking a digit, sending a letter), never for an answer; an answer that shows it goes through `reveal`.
    """

    __slots__ = ("_context", "_sealed", "_whole", "kind")

    def __init__(self, whole: str, kind: PersonalKind = PersonalKind.TEXT) -> None:
        self._whole: str | None = whole
        self._sealed: str | None = None
        self._context = ""
        self.kind = kind

    @classmethod
    def from_column(cls, sealed: str, kind: PersonalKind, context: str) -> PersonalText:
        """The value as the column holds it (`k1:…`); `context` is `table.column`."""
        value = cls.__new__(cls)
        value._whole, value._sealed, value._context, value.kind = None, sealed, context, kind
        return value

    def whole(self) -> str:
        """The text itself."""
        if self._whole is None:
            self._whole = active_keys().decrypt(self._sealed or "", self._context).decode()
        return self._whole

    def sealed(self, context: str) -> str:
        """The encrypted form for the column named; what came from that column goes back as it was."""
        if self._sealed is not None and self._context == context:
            return self._sealed
        return active_keys().encrypt(self.whole().encode(), context)

    def display(self) -> str:
        """What may be shown: the mask."""
        return mask(self.whole(), self.kind)

    def normalised(self) -> str:
        """The form in which two writings of the same value are equal."""
        return normalise(self.whole(), self.kind)

    def __str__(self) -> str:
        return self.display()

    def __repr__(self) -> str:
        return f"<PersonalText {self.kind.value}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PersonalText) and self.normalised() == other.normalised()

    def __hash__(self) -> int:
        return hash(self.normalised())

    def __bool__(self) -> bool:
        return True
