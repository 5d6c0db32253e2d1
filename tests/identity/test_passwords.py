"""Which passwords are refused, and what hashing keeps."""

from __future__ import annotations

import pytest

from identity.people import QUICK
from kopukm_core.identity.passwords import Passwords, password_problems


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("gunung salak biru 7", []),
        ("pendek", ["TOO_SHORT"]),
        ("Bismillah123", ["TOO_COMMON"]),
        ("indonesia2026!", ["TOO_COMMON"]),
        ("aaaaaaaaaaaa", ["TOO_COMMON"]),
        ("1212121212", ["TOO_COMMON"]),
        ("siti.aminah", ["CONTAINS_LOGIN_NAME"]),
        ("SITI.AMINAH!99x", ["CONTAINS_LOGIN_NAME"]),
        ("gunung salak " * 20, ["TOO_LONG"]),
        ("", ["TOO_SHORT"]),
    ],
)
def test_passwords_that_are_easily_guessed_are_refused(password: str, codes: list[str]) -> None:
    assert [one.code for one in password_problems(password, "siti.aminah@contoh.id")] == codes


@pytest.mark.anyio
async def test_what_is_kept_is_argon2id_with_a_salt_of_its_own() -> None:
    one, other = await QUICK.hash("gunung salak"), await QUICK.hash("gunung salak")

    assert one.startswith("$argon2id$")
    assert one != other
    assert await QUICK.verify(one, "gunung salak")
    assert not await QUICK.verify(one, "gunung salak ")
    assert not await QUICK.verify("bukan hash", "gunung salak")


@pytest.mark.anyio
async def test_the_same_characters_from_another_keyboard_are_the_same_password() -> None:
    assert await QUICK.verify(await QUICK.hash("caf\u00e9 di puncak"), "cafe\u0301 di puncak")


@pytest.mark.anyio
async def test_the_real_parameters_are_those_of_the_standard(passwords_of_the_product: Passwords) -> None:
    made = await passwords_of_the_product.hash("gunung salak biru 7")

    assert made.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await passwords_of_the_product.verify(made, "gunung salak biru 7")
    assert QUICK.is_outdated(made)
    assert not passwords_of_the_product.is_outdated(made)
