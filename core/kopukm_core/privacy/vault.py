"""What the command record needs of the keys: fingerprints of inputs, and values sealed for a person."""

from __future__ import annotations

from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy.keys import active_keys
from kopukm_core.privacy.person_keys import seal, unseal


class Vault:
    """Fingerprints and seals with the ring in use."""

    def fingerprints(self, text: str) -> tuple[str, ...]:
        """Keyed hashes, the current key's first: equal inputs are known as equal, and none can be guessed.

        What is stored is the first; it is compared with all, so that a change of keys keeps what was known.
        """
        return active_keys().lookup_hashes(text, "command_record.input_hash")

    async def seal(self, person: str, text: str) -> str:
        """The text, readable until the key of `person` (a reference such as `person:12`) is destroyed."""
        return await seal(person, text)

    async def unseal(self, person: str, sealed: str) -> str:
        """What `seal` sealed for this person; raises ErasedError once their key is destroyed."""
        value = await unseal(sealed, person)
        if not isinstance(value, str):
            raise ConfigurationError("Nilai tersegel rusak: bukan teks.")
        return value
