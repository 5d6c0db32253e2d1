"""The garden plugin's hook implementations."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kopukm_core.audiences import Audience, AudienceMember
from kopukm_core.cli import Subcommand
from kopukm_core.cli.writing import say
from kopukm_core.db import AppModels
from kopukm_core.doctor import Check, Checkup, Finding, check, ok, warning
from kopukm_core.files import PHOTOS, FilePurpose
from kopukm_core.identity import Actor, Permission, Role, operator
from kopukm_core.jobs import Schedule, Task
from kopukm_core.papers import ColumnKind, Report, ReportRequest, Table, TableColumn
from kopukm_core.parties import Party
from kopukm_core.platform import Platform
from kopukm_core.plugins import PluginInfo, SettingDeclaration, hookimpl
from kopukm_core.programmes import Programme
from kopukm_core.tabular import ImportDeclaration
from kopukm_core.visibility import Everyone, Granted, Visibility

if TYPE_CHECKING:
    from kopukm_graphql.contribution import Contribution


@hookimpl
def kopukm_plugin() -> PluginInfo:
    return PluginInfo("garden", "Kebun warga", "1.2.0", requires=("core>=0.1",))


@hookimpl
def kopukm_settings() -> Sequence[SettingDeclaration]:
    return (SettingDeclaration("largest", "Kebun terbanyak per wilayah.", default=20, parse=int),)


@hookimpl
def kopukm_models() -> AppModels:
    return AppModels(models=("garden.models",), migrations="garden.migrations")


@hookimpl
def kopukm_permissions() -> Sequence[Permission]:
    return (
        Permission("garden.write", "Mencatat kebun"),
        Permission("garden.read_phone", "Melihat telepon penjaga"),
    )


@hookimpl
def kopukm_roles() -> Sequence[Role]:
    return (Role("garden.officer", "Petugas kebun", ("garden.write", "garden.read_phone")),)


@hookimpl
def kopukm_visibility() -> Sequence[Visibility]:
    from garden.models import Garden

    return (
        Visibility(
            Garden,
            rows=Everyone(),
            masks={"caretaker_phone": Granted("garden.read_phone", region="region_id")},
        ),
    )


@hookimpl
def kopukm_file_purposes() -> Sequence[FilePurpose]:
    return (
        FilePurpose(
            "garden.photo",
            "Foto kebun",
            read_permission="garden.write",
            media_types=PHOTOS,
            maximum_bytes=5_000_000,
            upload_permission="garden.write",
            personal=False,
        ),
    )


@hookimpl
def kopukm_commands() -> Sequence[type]:
    from garden.commands import HangPhoto, OpenGarden

    return (OpenGarden, HangPhoto)


@hookimpl
def kopukm_tasks() -> Sequence[Task]:
    from garden.jobs import TASKS

    return TASKS


@hookimpl
def kopukm_schedules() -> Sequence[Schedule]:
    from garden.jobs import SCHEDULES

    return SCHEDULES


@hookimpl
def kopukm_imports() -> Sequence[ImportDeclaration]:
    from garden.imports import GARDENS

    return (GARDENS,)


@hookimpl
def kopukm_programmes() -> Sequence[Programme]:
    from garden.programme import HARVEST

    return (HARVEST,)


@hookimpl
def kopukm_subcommands() -> Sequence[Subcommand]:
    async def count(arguments: argparse.Namespace, platform: Platform) -> int:
        from garden.models import Garden

        say(f"{await Garden.filter(name__startswith=arguments.begins).count()} kebun")
        return 0

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--begins", default="", help="awal nama")

    return (Subcommand("gardens", "hitung kebun", configure, count, opens_database=True),)


@hookimpl
def kopukm_checks() -> Sequence[Check]:
    @check("garden.size", "Luas kebun", needs_database=True)
    async def size(checkup: Checkup) -> Finding:
        from garden.models import Garden

        most = checkup.platform.plugins["garden"].settings["largest"]
        held = await Garden.all().count()
        if held > most:
            return warning(f"{held} kebun.", f"Terbanyak {most}.", "Perbesar KOPUKM_GARDEN_LARGEST.")
        return ok(f"{held} kebun.")

    return (size,)


@hookimpl
def kopukm_reports() -> Sequence[Report]:
    async def build(platform: Platform, actor: Actor, request: ReportRequest) -> Sequence[Table | str]:
        from garden.models import Garden

        wanted = Garden.filter(region_id__startswith=request.region_code).order_by("name", "id")
        rows = [(one.name, one.region_id) for one in await wanted]
        columns = (TableColumn("Nama"), TableColumn("Kode wilayah"))
        lists = Table("Kebun", columns, tuple(rows), ("Kebun yang tercatat dalam wilayah laporan.",))
        number = (TableColumn("Jumlah kebun", ColumnKind.NUMBER),)
        return ("Semua kebun yang tercatat.", lists, Table("Jumlah", number, ((len(rows),),)))

    return (Report("garden.list", "Daftar kebun", "Kebun menurut nama.", "garden.write", build),)


@hookimpl
def kopukm_audiences() -> Sequence[Audience]:
    async def keepers(actor: Actor, region: str, parameters: Mapping[str, Any]) -> list[AudienceMember]:
        found = Party.filter(plugin="garden", search_text__contains=parameters.get("word", ""))
        if region:
            found = found.filter(region_id__gte=region, region_id__lt=f"{region}/")
        return [AudienceMember(one.id, "Menjaga kebun.") for one in await found.order_by("id")]

    return (
        Audience(
            "garden.keepers",
            "Penjaga kebun",
            "Orang yang tercatat sebagai penjaga kebun.",
            keepers,
            {"word": "Kata di dalam namanya"},
            permission="garden.write",
        ),
    )


@hookimpl
def kopukm_prepare() -> Callable[[Platform], Awaitable[None]]:
    async def prepare(platform: Platform) -> None:
        from garden.models import Garden

        await Garden.get_or_create(name="Kebun Dinas", region_id=platform.settings.region_code)

    return prepare


@hookimpl
def kopukm_demo() -> Callable[[Platform], Awaitable[str]]:
    async def fill(platform: Platform) -> str:
        given = {"name": "Kebun Contoh", "region_code": platform.settings.region_code}
        await platform.runner.run("garden.open_garden", given, operator("demo"), key="kebun contoh")
        return "1 kebun contoh dibuat."

    return fill


@hookimpl(optionalhook=True)
def kopukm_graphql() -> Contribution:
    from garden.graphql import CONTRIBUTION

    return CONTRIBUTION
