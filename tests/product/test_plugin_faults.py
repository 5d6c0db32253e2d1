"""A plugin that cannot be used refuses the start with its name, the place, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kopukm_core.errors import ConfigurationError
from kopukm_core.platform import build_platform
from kopukm_core.plugins import PluginSource, find_plugin_sources
from kopukm_core.plugins.info import RESERVED_NAMES
from kopukm_core.settings import Settings
from kopukm_process import kopukm
from made_plugins import GRAPHQL, SIOPIK, Modules
from outside_distribution import EVERYTHING, environment

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Modules:
    monkeypatch.syspath_prepend(str(tmp_path))
    return Modules(tmp_path)


def refusal(tmp_path: Path, *sources: PluginSource, **variables: str) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        build_platform(Settings(home=tmp_path, variables=variables), [GRAPHQL, *sources])
    return caught.value


def info(arguments: str) -> str:
    return f"\n@hookimpl\ndef kopukm_plugin():\n    return PluginInfo({arguments})\n"


FAULTS = {
    "raises while imported": ("raise RuntimeError('rusak')", "gagal dimuat: RuntimeError: rusak"),
    "does not parse": ("def broken(:", "gagal dimuat: SyntaxError"),
    "misses a module": (
        "import no_such_package",
        "modul 'no_such_package' yang dibutuhkannya tidak terpasang",
    ),
    "raises in a hook": (
        "@hookimpl\ndef kopukm_commands():\n    return 1 / 0\n",
        "kopukm_commands gagal ({place}",
    ),
    "misspells a hook": (
        "@hookimpl\ndef kopukm_comands():\n    return ()\n",
        "hook 'kopukm_comands' yang tidak ada ({place}",
    ),
    "forgets the mark": ("def kopukm_commands():\n    return ()\n", "kopukm_commands di {place}"),
    "asks for an argument": ("@hookimpl\ndef kopukm_commands(platform):\n    return ()\n", "hook di {place}"),
    "gives no list": (
        "@hookimpl\ndef kopukm_permissions():\n    return Permission('alfa.read', 'Baca')\n",
        "kopukm_permissions ({place}",
    ),
    "gives what is no command": (
        "class Thing:\n    pass\n@hookimpl\ndef kopukm_commands():\n    return (Thing,)\n",
        "Thing ({place}",
    ),
    "names models that do not load": (
        "@hookimpl\ndef kopukm_models():\n    return AppModels(models=('no_such_models',))\n",
        "modul model no_such_models gagal dimuat",
    ),
    "takes a table without its name": (
        "class Thing(Model):\n    id = fields.BigIntField(primary_key=True)\n    class Meta:\n        table = 'thing'\n"
        "@hookimpl\ndef kopukm_models():\n    return AppModels(models=('{me}',))\n",
        "Tabel 'thing' dari alfa ({place}",
    ),
    "declares a setting twice": (
        "A = SettingDeclaration('a', 'A.', 1)\n@hookimpl\ndef kopukm_settings():\n    return (A, A)\n",
        "setelan 'a' dua kali",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_plugin_that(tmp_path: Path, modules: Modules, fault: str) -> None:
    text, words = FAULTS[fault]
    error = refusal(tmp_path, modules.write("alfa", text))
    assert words.replace("{place}", modules.file("alfa")) in error.message
    assert "alfa" in error.message
    assert error.remedy


INFOS = {
    "another API version": ("'alfa', 'Alfa', '1.0', api_version=99", "API plugin versi 99"),
    "a plugin that is not there": (
        "'alfa', 'Alfa', '1.0', requires=('gamma>=1',)",
        "membutuhkan plugin gamma>=1",
    ),
    "another version of a plugin": (
        "'alfa', 'Alfa', '1.0', requires=('siopik>=9',)",
        "membutuhkan siopik>=9, tetapi",
    ),
    "no version": ("'alfa', 'Alfa', 'terbaru'", "versi 'terbaru'"),
    "an unreadable requirement": (
        "'alfa', 'Alfa', '1.0', requires=('siopik >> 1',)",
        "'siopik >> 1' tidak terbaca",
    ),
    "another name than its entry point": ("'beta', 'Beta', '1.0'", "bernama 'alfa'"),
    "hooks that do not load": (
        "'alfa', 'Alfa', '1.0', hookspecs='no_such_hooks'",
        "modul hook no_such_hooks",
    ),
    "a value that has no name": ("'alfa'", "kopukm_plugin gagal"),
}


@pytest.mark.parametrize("fault", INFOS)
def test_a_plugin_that_says_it_needs_or_is(tmp_path: Path, modules: Modules, fault: str) -> None:
    arguments, words = INFOS[fault]
    error = refusal(tmp_path, SIOPIK, modules.write("alfa", "", info=info(arguments)))
    assert words in error.message
    assert "alfa" in error.message
    assert error.remedy


def test_plugins_that_need_each_other_are_told_the_circle(tmp_path: Path, modules: Modules) -> None:
    alfa = modules.write("alfa", "", info=info("'alfa', 'A', '1.0', requires=('beta',)"))
    beta = modules.write("beta", "", info=info("'beta', 'B', '1.0', requires=('alfa',)"))
    assert "alfa → beta → alfa" in refusal(tmp_path, alfa, beta).message


def test_not_installed_is_told_from_failing_to_import(tmp_path: Path, modules: Modules) -> None:
    absent = refusal(tmp_path, PluginSource("alfa", "no_such_module.plugin", "kopukm-alfa", "1.0"))
    assert "modul no_such_module.plugin tidak terpasang" in absent.message
    assert absent.remedy == "Pasang ulang paket kopukm-alfa."
    failing = refusal(tmp_path, modules.write("alfa", "import no_such_module"))
    assert "gagal dimuat: modul 'no_such_module'" in failing.message
    assert failing.remedy.startswith("Pasang no_such_module, atau matikan")


def test_a_plugin_cannot_take_the_place_of_the_core(tmp_path: Path, modules: Modules) -> None:
    error = refusal(tmp_path, modules.write("core", ""))
    assert "Dua plugin bernama 'core'" in error.message
    assert modules.file("core") in error.message


def test_two_distributions_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("satu", "dua"):
        folder = tmp_path / f"{package}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", "utf-8")
        (folder / "entry_points.txt").write_text(f"[kopukm.plugins]\nalfa = {package}.plugin\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigurationError, match="bernama 'alfa'") as caught:
        find_plugin_sources()
    assert "satu (satu.plugin)" in caught.value.message
    assert "dua (dua.plugin)" in caught.value.message


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, modules: Modules) -> None:
    text = "@hookimpl\ndef kopukm_settings():\n    return (SettingDeclaration('size', 'Bilangan bulat.', 1, int),)\n"
    error = refusal(tmp_path, modules.write("alfa", text), KOPUKM_ALFA_SIZE="besar")
    assert "KOPUKM_ALFA_SIZE berisi 'besar'" in error.message
    assert error.remedy == "Bilangan bulat."


def test_no_plugin_is_named_like_a_setting_of_the_platform(tmp_path: Path, modules: Modules) -> None:
    error = refusal(tmp_path, modules.write("database", ""))
    assert "KOPUKM_DATABASE" in error.message
    used = {
        word.lower()
        for folder in ("core", "graphql")
        for path in (ROOT / folder).rglob("*.py")
        for word in re.findall(r"\bKOPUKM_([A-Z]+)", path.read_text(encoding="utf-8"))
    }
    assert "database" in used
    assert used <= RESERVED_NAMES


def test_a_broken_plugin_can_be_switched_off_at_the_terminal(tmp_path: Path, site: Path) -> None:
    folder = tmp_path / "site"
    metadata = folder / "rusak-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: rusak\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[kopukm.plugins]\nrusak = rusak\n", "utf-8")
    (folder / "rusak.py").write_text("raise RuntimeError('rusak')\n", "utf-8")
    process = environment(tmp_path / "rumah", folder, EVERYTHING)
    refused = kopukm(process, "plugins")
    assert refused.returncode == 1
    assert "`kopukm plugins disable rusak`" in refused.stderr
    assert kopukm(process, "plugins", "disable", "rusak").returncode == 0
    listed = kopukm(process, "plugins")
    assert listed.returncode == 0
    assert re.search(r"rusak +- +mati", listed.stdout)


BORROWING = """
@command("borrower.do_thing", title="Kerjakan", permission="lender.write")
class DoThing:
    \"\"\"Mengerjakan.\"\"\"

    async def run(self, context):
        return None

@hookimpl
def kopukm_commands():
    return (DoThing,)
"""


def test_a_command_asks_for_another_plugins_permission_only_where_it_needs_that_plugin(
    modules: Modules, tmp_path: Path
) -> None:
    lender = modules.write(
        "lender", "@hookimpl\ndef kopukm_permissions():\n    return (Permission('lender.write', 'Tulis'),)\n"
    )
    alone = modules.write("borrower", BORROWING)
    error = refusal(tmp_path, lender, alone)
    assert f"borrower.do_thing ({modules.file('borrower')}" in error.message
    assert "'lender.write' milik plugin lender" in error.message
    assert "'lender' pada requires" in error.remedy
    other = Modules(modules.folder)
    needing = other.write(
        "borrower", BORROWING, info=info('"borrower", "Peminjam", "1.0", requires=("lender>=1",)')
    )
    assert "borrower.do_thing" in build_platform(Settings(home=tmp_path), [GRAPHQL, lender, needing]).commands
