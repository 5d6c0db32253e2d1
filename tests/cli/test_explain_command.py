"""`kopukm explain`: what is typed, and as whom a document is explained."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from databases import Databases
from kopukm_core.db import Dialect
from kopukm_core.errors import BadInputError, KopukmError, NotFoundError
from kopukm_core.identity.models import Account, AccountState
from kopukm_core.platform import Platform, build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.cli.explain import EXPLAIN
from made_plugins import GRAPHQL
from office import new_account

pytestmark = pytest.mark.anyio


@pytest.fixture
async def platform(databases: Databases, tmp_path: Path) -> AsyncIterator[Platform]:
    """A closed platform, with the accounts `siti` and, disabled, `budi`."""
    apps = build_platform(Settings(home=tmp_path), (GRAPHQL,)).apps
    with databases.fresh(Dialect.SQLITE, apps) as url:
        made = build_platform(Settings(home=tmp_path, database_url=url), (GRAPHQL,))
        async with made.open(prepare=False):
            await new_account(made, "siti")
            budi = await new_account(made, "budi")
            await Account.filter(id=budi).update(state=AccountState.DISABLED)
        yield made


async def explain(platform: Platform, *words: str) -> int:
    """The exit status of the command with these words."""
    parser = argparse.ArgumentParser()
    EXPLAIN.configure(parser)
    status = EXPLAIN.run(parser.parse_args(words), platform)
    return status if isinstance(status, int) else await status


async def refusal(platform: Platform, *words: str) -> KopukmError:
    """Why it is refused."""
    with pytest.raises((BadInputError, NotFoundError)) as refused:
        await explain(platform, *words)
    return refused.value


async def test_what_is_typed(platform: Platform, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "akun.graphql"
    file.write_text('query Tempat { region(code: "32.01") { name } me { account { name } } }\n')
    mutation = tmp_path / "keluar.graphql"
    mutation.write_text("mutation Keluar { logOut { problems { code } } }\n")
    assert await explain(platform, "Region.name") == 0
    assert "region.name" in capsys.readouterr().out
    assert await explain(platform, "--document", str(file)) == 0
    assert "  anonymous; izin: tidak ada\n" in capsys.readouterr().out
    assert await explain(platform, "--document", str(file), "--as", "siti") == 0
    told = capsys.readouterr().out
    assert "  person:1; izin: " in told
    assert "  sebagian: satu pernyataan SQL" in told
    assert "      sebab Query.me: resolver tulisan tangan\n" in told
    assert await explain(platform, "--document", str(mutation)) == 0
    assert "sebuah mutation tidak menjadi satu pernyataan SQL" in capsys.readouterr().out
    for words in ([], ["Region", "--document", str(file)]):
        assert "salah satu" in str(await refusal(platform, *words))
    assert "hanya untuk dokumen" in str(await refusal(platform, "Region", "--as", "siti"))
    assert "'tono'" in str(await refusal(platform, "--document", str(file), "--as", "tono"))
    assert "Akun budi tidak aktif" in str(await refusal(platform, "--document", str(file), "--as", "budi"))
