"""Personal data: keys, encrypted columns found through a keyed hash, masks, reading whole, erasure."""

from kopukm_core.privacy.fields import (
    LookupHashField,
    PersonalDataField,
    find_by,
    personal_field,
    personal_hash,
)
from kopukm_core.privacy.key_check import check_keys, forget_key, refuse_lost_keys
from kopukm_core.privacy.key_file import load_keys
from kopukm_core.privacy.keys import KeyRing, active_keys, install_keys, new_key, parse_keys, using_keys
from kopukm_core.privacy.kinds import (
    PersonalKind,
    display,
    mask,
    mask_email,
    mask_name,
    mask_nik,
    mask_phone,
    normalise,
)
from kopukm_core.privacy.personal_text import PersonalText
from kopukm_core.privacy.reveal import READ_PERSONAL_DATA, RecordTrace, RevealTrace, reveal

__all__ = [
    "READ_PERSONAL_DATA",
    "KeyRing",
    "LookupHashField",
    "PersonalDataField",
    "PersonalKind",
    "PersonalText",
    "RecordTrace",
    "RevealTrace",
    "active_keys",
    "check_keys",
    "display",
    "find_by",
    "forget_key",
    "install_keys",
    "load_keys",
    "mask",
    "mask_email",
    "mask_name",
    "mask_nik",
    "mask_phone",
    "new_key",
    "normalise",
    "parse_keys",
    "personal_field",
    "personal_hash",
    "refuse_lost_keys",
    "reveal",
    "using_keys",
]
