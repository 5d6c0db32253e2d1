"""What two plugins both claim refuses the start with a message that names both owners and both places."""

from __future__ import annotations

from pathlib import Path

import pytest

from kopukm_core.cli.main import build_parser
from kopukm_core.errors import ConfigurationError
from kopukm_core.platform import build_platform
from kopukm_core.settings import Settings
from kopukm_graphql.composing import compose_contract
from made_plugins import GRAPHQL, Modules

pytestmark = pytest.mark.anyio


def giving(hook: str, value: str) -> str:
    """A hook implementation that returns the value."""
    return f"@hookimpl\ndef {hook}():\n    return {value}\n"


def contribution(value: str) -> str:
    """The hook of the GraphQL package."""
    return f"@hookimpl(optionalhook=True)\ndef kopukm_graphql():\n    return Contribution({value})\n"


def model(owner: str, name: str = "", table: str = "") -> str:
    """A model with its visibility."""
    name = name or f"{owner.title()}Thing"
    return (
        f"class {name}(Model):\n    id = fields.BigIntField(primary_key=True)\n"
        "    region_code = fields.CharField(max_length=13)\n"
        f"    class Meta:\n        table = {table or f'{owner}_thing'!r}\n"
        + giving("kopukm_models", "AppModels(models=('{me}',))")
        + giving("kopukm_visibility", f"(Visibility({name}, rows=Everyone()),)")
    )


def typed(owner: str, name: str, more: str = "") -> str:
    """A model behind a GraphQL type of that name, contributed with `more`."""
    return (
        model(owner)
        + f"@source({owner.title()}Thing, name={name!r}, description='Benda.')\nclass Shown:\n"
        + "    region_code = column('Wilayah.')\n"
        + contribution(f"types=(Shown,){more}")
    )


def hand_typed(name: str) -> str:
    """A hand-written GraphQL type of that name, which a root field returns."""
    return (
        f"@strawberry.type(description='Hasil.')\nclass {name}:\n"
        "    one: int = strawberry.field(description='Satu.')\n"
        f"def find(info: strawberry.Info) -> {name}:\n    return {name}(one=1)\n"
    )


def commanded(owner: str, name: str = "") -> str:
    """A command with one question."""
    return (
        f"@command({name or owner + '.do_thing'!r}, title='Kerjakan', permission=None)\nclass DoThing:\n"
        "    '''Mengerjakan.'''\n    name: str = ask('Nama')\n    async def run(self, context):\n        return None\n"
        + giving("kopukm_commands", "(DoThing,)")
    )


def answering(owner: str, names: tuple[str, ...]) -> str:
    """Commands that answer with one dataclass called `Answer`."""
    classes = "".join(
        f"@command('{owner}.{name}', title='Kerjakan', permission=None, returns=Answer)\nclass {name.title()}:\n"
        "    '''Mengerjakan.'''\n    async def run(self, context):\n        return Answer(1)\n"
        for name in names
    )
    return (
        "from dataclasses import dataclass\n@dataclass\nclass Answer:\n    '''Jawaban.'''\n    number: int\n"
        + classes
        + giving("kopukm_commands", f"({', '.join(name.title() for name in names)},)")
    )


def enumerated(owner: str) -> str:
    """A type with a column whose choices are called `Kind`."""
    return (
        "class Kind(Choice):\n    ONE = 'one', 'Satu'\n"
        f"class {owner.title()}Thing(Model):\n    id = fields.BigIntField(primary_key=True)\n"
        f"    kind = fields.CharEnumField(Kind, max_length=5)\n"
        f"    class Meta:\n        table = '{owner}_thing'\n"
        + giving("kopukm_models", "AppModels(models=('{me}',))")
        + giving("kopukm_visibility", f"(Visibility({owner.title()}Thing, rows=Everyone()),)")
        + f"@source({owner.title()}Thing, description='Benda.')\nclass Shown:\n    kind = column('Jenis.')\n"
        + contribution("types=(Shown,)")
    )


def found(name: str) -> str:
    """A hand-written root field of that name."""
    return "def find(info: strawberry.Info) -> int:\n    return 1\n" + contribution(
        f"query=(handwritten({name!r}, find, description='Cari.'),)"
    )


def subcommand(name: str) -> str:
    return giving("kopukm_subcommands", f"(Subcommand({name!r}, 'bantu', no_arguments, lambda a, p: 0),)")


def imported(name: str) -> str:
    return giving("kopukm_imports", f"(ImportDeclaration({name!r}, 'Impor', (), judge_each_alone),)")


def tasked(name: str) -> str:
    return f"@task({name!r})\nasync def work(job):\n    pass\n" + giving("kopukm_tasks", "(work,)")


def scheduled(owner: str, name: str) -> str:
    return tasked(f"{owner}.work") + giving(
        "kopukm_schedules", f"(Schedule({name!r}, '0 1 * * *', '{owner}.work'),)"
    )


CLASHES: dict[str, tuple[str, str, str]] = {
    "answer of a command": (answering("alfa", ("dothing",)), answering("beta", ("dothat",)), "Tipe Answer"),
    "permission": (
        giving("kopukm_permissions", "(Permission('alfa.read', 'Baca'),)"),
        giving("kopukm_permissions", "(Permission('alfa.read', 'Baca'),)"),
        "alfa.read",
    ),
    "role": (
        giving("kopukm_roles", "(Role('alfa.reader', 'Pembaca', ()),)"),
        giving("kopukm_roles", "(Role('alfa.reader', 'Pembaca', ()),)"),
        "alfa.reader",
    ),
    "command": (commanded("alfa"), commanded("alfa"), "alfa.do_thing"),
    "task": (tasked("alfa.work"), tasked("alfa.work"), "alfa.work"),
    "schedule": (scheduled("alfa", "alfa.nightly"), scheduled("beta", "alfa.nightly"), "alfa.nightly"),
    "import": (imported("alfa.things"), imported("alfa.things"), "alfa.things"),
    "subcommand": (subcommand("things"), subcommand("things"), "things"),
    "table": (model("alfa", table="shared_thing"), model("beta", table="shared_thing"), "shared_thing"),
    "models of another plugin": (
        model("alfa"),
        giving("kopukm_models", "AppModels(models=('{other}',))"),
        "_alfa",
    ),
    "visibility": (
        model("alfa"),
        "from {other} import AlfaThing\n"
        + giving("kopukm_visibility", "(Visibility(AlfaThing, rows=Everyone()),)"),
        "AlfaThing",
    ),
    "type": (typed("alfa", "Thing"), typed("beta", "Thing"), "Thing"),
    "type and connection": (
        typed("alfa", "Thing"),
        hand_typed("ThingConnection")
        + contribution("query=(handwritten('found', find, description='Cari.'),)"),
        "ThingConnection",
    ),
    "choices": (enumerated("alfa"), enumerated("beta"), "Kind"),
    "root field": (found("cari"), found("cari"), "Query.cari"),
    "namespace": (
        contribution("query=(namespace('corner', description='Pojok.', fields=()),)"),
        found("corner"),
        "Query.corner",
    ),
    "field on a type of the core": (
        typed(
            "alfa",
            "Alfa",
            ", fields=(extend('Region', thing_count=aggregate('Alfa', key='region_code', "
            "subtree=True, description='Jumlah.')),)",
        ),
        typed(
            "beta",
            "Beta",
            ", fields=(extend('Region', thing_count=aggregate('Beta', key='region_code', "
            "subtree=True, description='Jumlah.')),)",
        ),
        "Region.thingCount",
    ),
    "field after its name is converted": (
        typed(
            "alfa",
            "Alfa",
            ", fields=(extend('Region', thing_count=aggregate('Alfa', key='region_code', "
            "subtree=True, description='Jumlah.')),)",
        ),
        typed(
            "beta",
            "Beta",
            ", fields=(extend('Region', thingCount=aggregate('Beta', key='region_code', "
            "subtree=True, description='Jumlah.')),)",
        ),
        "Region.thingCount",
    ),
    "mutation": (commanded("alfa"), commanded("beta"), "Mutation.doThing"),
    "type and input of a command": (
        commanded("alfa"),
        hand_typed("DoThingInput") + contribution("query=(handwritten('found', find, description='Cari.'),)"),
        "DoThingInput",
    ),
    "type and counts": (
        typed(
            "alfa",
            "Alfa",
            ", query=(counts('things', of='Alfa', by=(), definition='Benda.', description='Jumlah.'),)",
        ),
        typed("beta", "Things"),
        "Things",
    ),
}


async def refusal(tmp_path: Path, modules: Modules, alfa: str, beta: str) -> ConfigurationError:
    """What the start is refused with."""
    sources = [
        GRAPHQL,
        modules.write("alfa", alfa),
        modules.write("beta", beta.replace("{other}", f"made{modules.number}_alfa")),
    ]
    with pytest.raises(ConfigurationError) as caught:
        platform = build_platform(Settings(home=tmp_path), sources)
        build_parser(platform)
        async with platform.open(prepare=False):
            compose_contract(platform)
    return caught.value


@pytest.mark.parametrize("clash", CLASHES)
async def test_a_clash_names_both_owners_and_both_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clash: str
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    modules = Modules(tmp_path)
    alfa, beta, name = CLASHES[clash]
    error = await refusal(tmp_path, modules, alfa, beta)
    assert name in error.message
    assert error.remedy
    for owner in ("alfa", "beta"):
        assert f"{owner} (" in error.message, error.message
        assert modules.file(owner) in error.message, error.message


@pytest.mark.parametrize("name", ["PageInfo", "RegionCodeFilter", "Problem", "Node", "Query"])
async def test_a_type_named_like_one_of_the_contract_s_own_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    modules = Modules(tmp_path)
    text = hand_typed(name) + contribution("query=(handwritten('found', find, description='Cari.'),)")
    error = await refusal(tmp_path, modules, text, "")
    assert f"Tipe {name} " in error.message
    assert modules.file("alfa") in error.message
    assert error.remedy


async def test_one_answer_may_serve_several_commands_of_its_plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    alfa = Modules(tmp_path).write("alfa", answering("alfa", ("dothing", "dothat")))
    async with build_platform(Settings(home=tmp_path), [GRAPHQL, alfa]).open(prepare=False) as platform:
        types = compose_contract(platform)._schema.type_map
        assert {"Answer", "DothingPayload", "DothatPayload"} <= types.keys()
