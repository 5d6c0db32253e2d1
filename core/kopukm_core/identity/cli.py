"""`kopukm user`: accounts, roles and tokens from the command line, as the audited operator."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.writing import note, say, table
from kopukm_core.errors import BadInputError, ProblemsError
from kopukm_core.identity.accounts import find_account
from kopukm_core.identity.actor import operator
from kopukm_core.identity.models import Account, RoleAssignment
from kopukm_core.identity.role_places import check_role_and_place
from kopukm_core.regions.codes import dotted_code

if TYPE_CHECKING:
    from kopukm_core.commands.outcome import Outcome
    from kopukm_core.platform import Platform

Action = Callable[[argparse.Namespace, "Platform"], Awaitable[int]]


def configure(parser: argparse.ArgumentParser) -> None:
    """The actions of `kopukm user`. Passwords are asked for, or read from standard input: never arguments."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="TINDAKAN")

    create = _action(actions, "create", "buat akun", _create)
    create.add_argument(
        "login_name", metavar="NAMA_MASUK", help="alamat surel, atau nama seperti siti.aminah"
    )
    create.add_argument("--name", metavar="NAMA", help="nama lengkap")
    create.add_argument("--role", metavar="PERAN", help="langsung beri peran ini")
    _region(create)

    _action(actions, "list", "daftar akun beserta perannya", _list)
    for name, help_text, run in (
        ("disable", "nonaktifkan akun dan akhiri semua sesinya", _disable),
        ("enable", "aktifkan akun kembali", _enable),
        ("reset-password", "beri kata sandi sementara", _reset_password),
    ):
        _login_name(_action(actions, name, help_text, run))
    for name, help_text, run in (
        ("assign", "beri peran", _assign),
        ("end-role", "akhiri peran", _end_role),
    ):
        one = _action(actions, name, help_text, run)
        _login_name(one)
        one.add_argument(
            "role", metavar="PERAN", help="misalnya core.administrator; lihat `kopukm user roles`"
        )
        _region(one)
    _action(actions, "roles", "daftar peran yang dapat diberikan", _roles)

    token = _action(actions, "token", "buat token layanan; token hanya ditampilkan satu kali", _token)
    token.add_argument("service", metavar="LAYANAN", help="nama singkat, misalnya whatsapp")
    token.add_argument("--title", metavar="KETERANGAN", default="dari baris perintah", help="dipakai di mana")
    token.add_argument("--scope", metavar="IZIN", action="append", required=True, help="boleh berulang")
    token.add_argument("--days", metavar="HARI", type=int, default=90, help="masa berlaku (bawaan: 90)")
    _region(token)


async def run(arguments: argparse.Namespace, platform: Platform) -> int:
    """Do the action that was named."""
    action: Action = arguments.run_action
    return await action(arguments, platform)


def read_password(question: str) -> str:
    """A password typed twice at the terminal; or the first line of standard input where that is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass(f"{question}: ")
    if first != getpass.getpass("Sekali lagi: "):
        raise BadInputError(
            "Kedua kata sandi berbeda; tidak ada yang disimpan.", remedy="Ulangi perintahnya."
        )
    return first


async def _create(arguments: argparse.Namespace, platform: Platform) -> int:
    """Make the account, and give the role; neither where role or place are wrong."""
    if arguments.region and not arguments.role:
        raise BadInputError("--region tanpa --role.", remedy="Sebut perannya: --role siopik.officer")
    if arguments.role:
        try:
            await check_role_and_place(arguments.role, _place(arguments.region), platform.roles)
        except ProblemsError as error:
            for problem in error.problems:
                note(f"✗ {problem.message}")
            note("Akun tidak dibuat.")
            return 1
    given = {
        "login_name": arguments.login_name,
        "name": arguments.name or arguments.login_name.partition("@")[0],
        "password": read_password("Kata sandi sementara"),
    }
    outcome = await _give(platform, "core.create_account", given)
    if not outcome.accepted or outcome.reference is None:
        return _refused(outcome)
    say(f"Akun {arguments.login_name} dibuat (nomor {outcome.reference.id}).")
    return await _assign(arguments, platform) if arguments.role else 0


async def _list(arguments: argparse.Namespace, platform: Platform) -> int:
    held: dict[int, list[str]] = {}
    for one in await RoleAssignment.filter(ended_at__isnull=True).order_by("role", "region_code"):
        held.setdefault(one.account_id, []).append(f"{one.role} {one.region_code}".strip())
    rows = [
        (
            str(account.id),
            account.login_name.display(),
            account.name,
            "aktif" if account.state == "active" else "nonaktif",
            ", ".join(held.get(account.id, ())),
        )
        for account in await Account.all().order_by("id")
    ]
    if not rows:
        note("Belum ada akun. Buat dengan:")
        note("  kopukm user create NAMA_MASUK --role core.administrator --region 32.01")
        return 0
    for line in table([("NOMOR", "NAMA MASUK", "NAMA", "KEADAAN", "PERAN"), *rows]):
        say(line)
    return 0


async def _roles(arguments: argparse.Namespace, platform: Platform) -> int:
    for line in table(
        [
            (role.name, role.title, "per wilayah" if role.scoped_by_region else "tanpa wilayah")
            for role in sorted(platform.roles, key=lambda role: role.name)
        ]
    ):
        say(line)
    return 0


async def _disable(arguments: argparse.Namespace, platform: Platform) -> int:
    return await _on_account(arguments, platform, "core.disable_account", {}, "dinonaktifkan")


async def _enable(arguments: argparse.Namespace, platform: Platform) -> int:
    return await _on_account(arguments, platform, "core.enable_account", {}, "aktif kembali")


async def _reset_password(arguments: argparse.Namespace, platform: Platform) -> int:
    given = {"password": read_password("Kata sandi sementara")}
    done = "mendapat kata sandi sementara; semua sesinya berakhir"
    return await _on_account(arguments, platform, "core.reset_password", given, done)


async def _assign(arguments: argparse.Namespace, platform: Platform) -> int:
    given = {"role": arguments.role, "region_code": arguments.region}
    return await _on_account(
        arguments, platform, "core.assign_role", given, f"mendapat peran {arguments.role}"
    )


async def _end_role(arguments: argparse.Namespace, platform: Platform) -> int:
    given = {"role": arguments.role, "region_code": arguments.region}
    return await _on_account(arguments, platform, "core.end_role", given, f"tidak lagi {arguments.role}")


async def _token(arguments: argparse.Namespace, platform: Platform) -> int:
    given = {
        "service": arguments.service,
        "title": arguments.title,
        "scopes": arguments.scope,
        "region_code": arguments.region,
        "days": arguments.days,
    }
    outcome = await _give(platform, "core.create_service_token", given)
    if not outcome.accepted or outcome.values is None:
        return _refused(outcome)
    note(f"Token layanan {arguments.service}; simpan sekarang, karena tidak dapat ditampilkan lagi:")
    say(str(outcome.values["token"]))
    return 0


async def _on_account(
    arguments: argparse.Namespace, platform: Platform, command: str, given: dict[str, Any], done: str
) -> int:
    account = await find_account(arguments.login_name)
    outcome = await _give(platform, command, {"account_id": account.id, **given})
    if not outcome.accepted:
        return _refused(outcome)
    say(f"Akun {arguments.login_name} {done}.")
    return 0


async def _give(platform: Platform, command: str, given: dict[str, Any]) -> Outcome:
    return await platform.runner.run(command, given, operator(getpass.getuser()), door="terminal")


def _place(text: str | None) -> str:
    """The dotted code from what was typed (`320107`); other text as it is."""
    return dotted_code(text or "") or text or ""


def _refused(outcome: Outcome) -> int:
    for problem in outcome.problems:
        note(f"✗ {problem.message}")
    return 1


def _action(actions: Any, name: str, help_text: str, action: Action) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(run_action=action)
    return parser


def _login_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login_name", metavar="NAMA_MASUK")


def _region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", metavar="KODE", help="kode wilayah, misalnya 32.01 atau 32.01.07")


USER = Subcommand("user", "akun, peran dan token layanan", configure, run, opens_database=True)
