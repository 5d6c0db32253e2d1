"""Reading a rubric's document: whole or not at all, with every fault told where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from kopukm_siopik.health.choices import HealthPredicate, RubricKind
from kopukm_siopik.health.rules.formula import FormulaFaultError, read_formula
from kopukm_siopik.health.rules.numbers import exact_text, read_number
from kopukm_siopik.health.rules.rubric import Aspect, Indicator, PredicateBand, Questionnaire, Ratio, Rubric
from kopukm_siopik.health.rules.thresholds import ThresholdFaultError, Thresholds, read_thresholds

UNITS: Mapping[str, tuple[int, str]] = {"percent": (100, " %"), "times": (1, " kali"), "days": (1, " hari")}
"""Unit → factor of the formula's value, and how it is written."""

MOST_ITEMS = 100
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class RubricFaultError(ValueError):
    """A document that is no rubric: Indonesian words that say where and what."""


def read_rubric(document: object) -> Rubric:
    """The rubric that a document tells. Raises RubricFaultError with the first fault."""
    whole = _mapping(document, "dokumen")
    bands = _thresholds(whole.get("questionnaire_bands"), " %", "questionnaire_bands")
    aspects = tuple(
        _aspect(one, bands, f"aspects[{place}]")
        for place, one in enumerate(_sequence(whole.get("aspects"), "aspects"), 1)
    )
    _all_different([one.key for one in aspects], "aspects")
    _all_different([one.key for aspect in aspects for one in aspect.indicators], "indicators")
    weights = sum((one.weight for one in aspects), Fraction())
    if weights != 100:
        raise RubricFaultError(f"aspects: jumlah bobot {exact_text(weights)}, seharusnya 100")
    filled = [bool(one.indicators) for one in aspects]
    if any(filled) and not all(filled):
        raise RubricFaultError("aspects: semua aspek harus berindikator, atau tidak satu pun")
    return Rubric(
        version=_text(whole, "version", 60),
        kind=_kind(whole.get("kind")),
        title=_text(whole, "title", 300),
        source=_text(whole, "source", 1000),
        effective_on=_day(whole.get("effective_on")),
        validity_years=_whole(whole.get("validity_years"), "validity_years", 0, 10),
        decimal_places=_whole(whole.get("decimal_places"), "decimal_places", 0, 2),
        predicates=_predicates(whole.get("predicates")),
        aspects=aspects,
        notes=tuple(_said(one, "notes", 1000) for one in _sequence(whole.get("notes", []), "notes")),
    )


def _aspect(told: object, bands: Thresholds, where: str) -> Aspect:
    one = _mapping(told, where)
    weight = read_number(one.get("weight"))
    if weight is None or not 0 < weight <= 100:
        raise RubricFaultError(f"{where}.weight: bobot harus di atas 0 dan paling besar 100")
    indicators = tuple(
        _indicator(each, bands, f"{where}.indicators[{place}]")
        for place, each in enumerate(_sequence(one.get("indicators", []), f"{where}.indicators"), 1)
    )
    return Aspect(_key(one, where), _text(one, "title", 200, where), weight, indicators)


def _indicator(told: object, bands: Thresholds, where: str) -> Indicator:
    one = _mapping(told, where)
    key, title = _key(one, where), _text(one, "title", 200, where)
    group = _said(one.get("group", ""), f"{where}.group", 200)
    note = _said(one.get("note", ""), f"{where}.note", 500)
    if ("items" in one) == ("formula" in one):
        raise RubricFaultError(f"{where}: isi items (kuesioner) atau formula (rasio), salah satu")
    if "items" in one:
        return Questionnaire(key, title, group, _items(one["items"], f"{where}.items"), bands, note)
    unit = one.get("unit")
    if not isinstance(unit, str) or unit not in UNITS:
        raise RubricFaultError(f"{where}.unit: harus salah satu dari {', '.join(UNITS)}")
    factor, written = UNITS[unit]
    try:
        formula = read_formula(_said(one["formula"], f"{where}.formula", 300))
    except FormulaFaultError as fault:
        raise RubricFaultError(f"{where}.formula: {fault}") from None
    thresholds = _thresholds(one.get("thresholds"), written, f"{where}.thresholds")
    return Ratio(key, title, group, formula, factor, thresholds, note)


def _items(told: object, where: str) -> tuple[str, ...]:
    """The texts of the items, or where they are not known their number: "butir 1", "butir 2"."""
    if isinstance(told, int) and not isinstance(told, bool):
        count = _whole(told, where, 1, MOST_ITEMS)
        return tuple(f"butir {place}" for place in range(1, count + 1))
    texts = tuple(_said(one, where, 500) for one in _sequence(told, where))
    if not 1 <= len(texts) <= MOST_ITEMS or not all(texts):
        raise RubricFaultError(f"{where}: 1 sampai {MOST_ITEMS} butir, tidak kosong")
    return texts


def _predicates(told: object) -> tuple[PredicateBand, ...]:
    bands = []
    for place, one in enumerate(_sequence(told, "predicates"), 1):
        band = _mapping(one, f"predicates[{place}]")
        name, bound = band.get("predicate"), read_number(band.get("at_least"))
        if name not in {each.value for each in HealthPredicate} or bound is None:
            raise RubricFaultError(f"predicates[{place}]: predikat atau batasnya tidak dikenal")
        bands.append(PredicateBand(HealthPredicate(name), bound))
    if [one.predicate for one in bands] != list(HealthPredicate):
        raise RubricFaultError("predicates: keempat predikat harus ada, dari yang tertinggi")
    bounds = [one.at_least for one in bands]
    if bounds != sorted(set(bounds), reverse=True) or bounds[-1] != 0 or bounds[0] > 100:
        raise RubricFaultError("predicates: batas harus menurun tanpa celah, dari paling besar 100 sampai 0")
    return tuple(bands)


def _thresholds(told: object, unit: str, where: str) -> Thresholds:
    try:
        return read_thresholds(_sequence(told, where), unit)
    except ThresholdFaultError as fault:
        raise RubricFaultError(f"{where}: {fault}") from None


def _kind(told: object) -> RubricKind:
    if told not in {one.value for one in RubricKind}:
        raise RubricFaultError(f"kind: harus salah satu dari {', '.join(RubricKind)}")
    return RubricKind(told)


def _day(told: object) -> date:
    try:
        return date.fromisoformat(told if isinstance(told, str) else "")
    except ValueError:
        raise RubricFaultError("effective_on: tanggal harus seperti 2021-12-31") from None


def _whole(told: object, where: str, least: int, most: int) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not least <= told <= most:
        raise RubricFaultError(f"{where}: bilangan bulat {least} sampai {most}")
    return told


def _key(one: Mapping[str, Any], where: str) -> str:
    key = one.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise RubricFaultError(f"{where}.key: huruf kecil, angka, dan garis bawah, diawali huruf")
    return key


def _text(one: Mapping[str, Any], name: str, longest: int, where: str = "") -> str:
    place = f"{where}.{name}" if where else name
    text = _said(one.get(name), place, longest)
    if not text:
        raise RubricFaultError(f"{place}: wajib diisi")
    return text


def _said(told: object, where: str, longest: int) -> str:
    if told is None:
        return ""
    if not isinstance(told, str) or len(told) > longest:
        raise RubricFaultError(f"{where}: harus teks, paling panjang {longest} huruf")
    return told.strip()


def _mapping(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise RubricFaultError(f"{where}: harus berupa objek")
    return told


def _sequence(told: object, where: str) -> Sequence[Any]:
    if not isinstance(told, list):
        raise RubricFaultError(f"{where}: harus berupa daftar")
    return told


def _all_different(keys: Sequence[str], where: str) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise RubricFaultError(f"{where}: kunci {', '.join(twice)} ada dua kali")
