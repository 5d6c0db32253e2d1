"""Values: what they are called, how people write them, how programs send them, how they are shown."""

from kopukm_core.values.annotations import accepts_none, value_type_of, without_none
from kopukm_core.values.choice import Choice, ChoiceType, choice_key
from kopukm_core.values.contacts import EmailAddressType, PhoneNumberType, PostalCodeType
from kopukm_core.values.dates import DateType, short_date
from kopukm_core.values.file_reference import FileReferenceType
from kopukm_core.values.identifiers import BusinessNumberType, DigitsType, NikType, bare_digits
from kopukm_core.values.kinds import (
    BusinessNumber,
    EmailAddress,
    FileReference,
    Nik,
    PhoneNumber,
    PostalCode,
    RegionCode,
    Rupiah,
    Year,
)
from kopukm_core.values.moments import MomentType
from kopukm_core.values.money import RupiahType
from kopukm_core.values.numbers import CountType, DecimalType, WholeNumberType, YearType
from kopukm_core.values.reading import Finding, RawValue, Reading, ReadingContext, RegionNames, doubtful
from kopukm_core.values.record_id import RecordIdType
from kopukm_core.values.region import RegionCodeType
from kopukm_core.values.several import ListType
from kopukm_core.values.text import TextType, clean_text, text_of
from kopukm_core.values.truth import TruthType
from kopukm_core.values.value_type import InvalidValueError, ValueType

__all__ = [
    "BusinessNumber",
    "BusinessNumberType",
    "Choice",
    "ChoiceType",
    "CountType",
    "DateType",
    "DecimalType",
    "DigitsType",
    "EmailAddress",
    "EmailAddressType",
    "FileReference",
    "FileReferenceType",
    "Finding",
    "InvalidValueError",
    "ListType",
    "MomentType",
    "Nik",
    "NikType",
    "PhoneNumber",
    "PhoneNumberType",
    "PostalCode",
    "PostalCodeType",
    "RawValue",
    "Reading",
    "ReadingContext",
    "RecordIdType",
    "RegionCode",
    "RegionCodeType",
    "RegionNames",
    "Rupiah",
    "RupiahType",
    "TextType",
    "TruthType",
    "ValueType",
    "WholeNumberType",
    "Year",
    "YearType",
    "accepts_none",
    "bare_digits",
    "choice_key",
    "clean_text",
    "doubtful",
    "short_date",
    "text_of",
    "value_type_of",
    "without_none",
]
