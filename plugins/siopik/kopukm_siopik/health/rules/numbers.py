"""Exact numbers as text, and as Indonesians write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction


def read_number(value: object) -> Fraction | None:
    """A number of a document: a whole number or a decimal as text ("12.5"); None where it is neither."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    if isinstance(value, str) and len(value) > 30:
        return None
    try:
        number = Decimal(value)
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    return Fraction(number)


def exact_text(number: Fraction) -> str:
    """A decimal ("82.435") where one is exact, else a fraction in lowest terms ("250/3")."""
    rest = number.denominator
    places = 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest //= prime
            times += 1
        places = max(places, times)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    shifted = abs(number.numerator) * 10**places // number.denominator
    sign = "-" if number < 0 else ""
    if not places:
        return f"{sign}{shifted}"
    digits = str(shifted).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def rounded_half_up(number: Fraction, places: int) -> Fraction:
    """Rounded to so many decimal places, a half away from zero."""
    scale = 10**places
    whole = (abs(number) * scale * 2 + 1) // 2
    return Fraction(whole if number >= 0 else -whole, scale)


def shown(number: Fraction, places: int = 2) -> str:
    """Rounded half up, with a decimal comma and dots between thousands, without needless zeros: 7, 82,44, 1.250,5."""
    text = exact_text(rounded_half_up(number, places))
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, decimals = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def shown_beside(number: Fraction, bounds: Iterable[Fraction]) -> str:
    """With as many decimals as it takes to stand on its own side of every bound: 6,9999 is not shown as 7."""
    bounds = tuple(bounds)
    for places in range(2, 13):
        seen = rounded_half_up(number, places)
        if all((seen > one) == (number > one) and (seen < one) == (number < one) for one in bounds):
            return shown(number, places)
    return shown(number, 12)


def shown_rupiah(amount: Fraction) -> str:
    """Rp70.000.000."""
    return f"-Rp{shown(-amount)}" if amount < 0 else f"Rp{shown(amount)}"
