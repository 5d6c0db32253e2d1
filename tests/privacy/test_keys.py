"""The key ring: what it opens, what it refuses, and what it never says."""

from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.privacy import KeyRing, active_keys, load_keys, new_key, parse_keys
from kopukm_core.settings import Environment, Settings

SECRET = b"rahasia besar"


def test_a_value_opens_only_in_the_column_it_was_made_for(ring: KeyRing) -> None:
    sealed = ring.encrypt(SECRET, "party.nik")

    assert sealed.startswith("k1:")
    assert ring.decrypt(sealed, "party.nik") == SECRET
    with pytest.raises(ConfigurationError, match=r"party\.phone"):
        ring.decrypt(sealed, "party.phone")


def test_the_same_value_is_encrypted_differently_each_time(ring: KeyRing) -> None:
    assert ring.encrypt(SECRET, "a.b") != ring.encrypt(SECRET, "a.b")


def test_the_hash_is_the_same_each_time_and_another_in_another_column(ring: KeyRing) -> None:
    assert ring.lookup_hash("x", "a.b") == ring.lookup_hash("x", "a.b")
    assert ring.lookup_hash("x", "a.b") != ring.lookup_hash("x", "a.c")
    assert ring.lookup_hash("x", "a.b") != KeyRing({"k1": os.urandom(32)}).lookup_hash("x", "a.b")


@pytest.mark.parametrize("damaged", ["", "k1", "k1:", "k1:!!!!", "k1:AAAA", "k1:" + "A" * 60])
def test_a_damaged_value_is_refused_without_a_word_of_the_library(ring: KeyRing, damaged: str) -> None:
    with pytest.raises(ConfigurationError, match="Nilai terenkripsi") as caught:
        ring.decrypt(damaged, "party.nik")
    assert "padding" not in str(caught.value)


def test_a_missing_key_is_named_with_what_to_do(ring: KeyRing, rotated: KeyRing) -> None:
    with pytest.raises(ConfigurationError, match="'k2' tidak ada") as caught:
        ring.decrypt(rotated.encrypt(SECRET, "a.b"), "a.b")
    assert "KOPUKM_KEYS" in caught.value.remedy


def test_a_ring_with_a_new_key_opens_the_old_values_and_writes_with_the_new(
    ring: KeyRing, rotated: KeyRing
) -> None:
    assert rotated.decrypt(ring.encrypt(SECRET, "a.b"), "a.b") == SECRET
    assert rotated.encrypt(SECRET, "a.b").startswith("k2:")


def test_no_text_of_a_ring_shows_a_key(ring: KeyRing) -> None:
    assert repr(ring) == str(ring) == "<KeyRing k1>"


def test_several_keys_are_read_in_order_in_either_alphabet() -> None:
    raw = bytes([251, 255] * 16)
    text = f"k2={base64.b64encode(raw).decode()}, k1:{base64.urlsafe_b64encode(raw).decode()}"

    ring = parse_keys(text, "KOPUKM_KEYS")

    assert ring.key_ids == ("k2", "k1")
    assert ring.fingerprint("k1") == ring.fingerprint("k2")


@pytest.mark.parametrize(
    "text",
    ["tanpa-nama", "k1=terlalu-pendek", "k1=@@@@", f"K1={new_key()}", f"k1={new_key()},k1={new_key()}", ","],
    ids=["no name", "too short", "no base64", "capital name", "one name twice", "nothing"],
)
def test_unreadable_keys_are_refused_without_showing_them(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_keys(text, "KOPUKM_KEYS")
    secret = text.split("=")[-1]
    assert len(secret) < 8 or secret not in str(caught.value)
    assert "openssl rand -base64 32" in caught.value.remedy


def test_development_makes_a_key_file_for_its_owner_alone_and_keeps_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")

    first = load_keys(settings)

    assert stat.S_IMODE((settings.home / "keys").stat().st_mode) == 0o600
    assert load_keys(settings).fingerprint("k1") == first.fingerprint("k1")
    assert [path.name for path in settings.home.iterdir()] == ["keys"]


def test_starters_at_the_same_time_agree_on_one_key(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")

    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: load_keys(settings), range(8)))

    assert len({ring.fingerprint("k1") for ring in rings}) == 1


def test_production_refuses_to_start_without_keys_and_makes_none(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, environment=Environment.PRODUCTION)

    with pytest.raises(ConfigurationError, match="KOPUKM_KEYS kosong") as caught:
        load_keys(settings)

    assert "openssl rand" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_production_refuses_a_key_file_that_others_can_read(tmp_path: Path) -> None:
    load_keys(Settings(home=tmp_path))
    (tmp_path / "keys").chmod(0o644)

    with pytest.raises(ConfigurationError, match="dapat dibaca pengguna lain") as caught:
        load_keys(Settings(home=tmp_path, environment=Environment.PRODUCTION))
    assert "chmod 600" in caught.value.remedy


def test_keys_of_the_environment_win_over_the_file(tmp_path: Path) -> None:
    ring = load_keys(Settings(home=tmp_path, variables={"KOPUKM_KEYS": f"k7={new_key()}"}))

    assert ring.current == "k7"
    assert not (tmp_path / "keys").exists()


def test_the_ring_in_use_is_the_one_given(ring: KeyRing) -> None:
    assert active_keys() is ring
