"""`kopukm do COMMAND`: any command of any plugin, asked question by question."""

from __future__ import annotations

import argparse
import getpass
import signal
import sys
from typing import Any

import orjson

from kopukm_core import clock
from kopukm_core.cli.commands.do_choices import ASKING, record_type_of, show_choices
from kopukm_core.cli.commands.do_telling import tell_command, tell_outcome
from kopukm_core.cli.commands.files_at_hand import stored_files, stored_path
from kopukm_core.cli.subcommand import Subcommand
from kopukm_core.cli.switched_off import refuse_switched_off
from kopukm_core.cli.writing import note, say, table
from kopukm_core.commands import CommandContext, CommandDeclaration, Dialogue, Prompt
from kopukm_core.errors import BadInputError
from kopukm_core.identity import Actor, operator
from kopukm_core.platform import Platform
from kopukm_core.regions.reading import region_names
from kopukm_core.values import ReadingContext

QUIT_WORDS = frozenset({"batal", "keluar"})
STOP_WORDS = QUIT_WORDS | {"tidak", "t"}


class _Help(argparse.Action):
    """`kopukm do --help` tells the subcommand, `kopukm do PERINTAH --help` that command."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if namespace.command is None:
            parser.print_help()
            parser.exit()
        namespace.help = True


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, default=False, help="tampilkan bantuan ini; isian PERINTAH"
    )
    parser.add_argument("command", nargs="?", metavar="PERINTAH", help="misalnya siopik.register_cooperative")
    parser.add_argument("answers", nargs="*", metavar="ISIAN=NILAI", help="jawaban yang sudah diketahui")
    parser.add_argument("--list", action="store_true", help="tampilkan semua perintah")
    parser.add_argument(
        "--input", metavar="JSON", help="seluruh isian sebagai objek JSON; `-` dari masukan baku"
    )
    parser.add_argument("--key", metavar="KUNCI", help="kunci idempotensi: ulangan tidak dikerjakan dua kali")
    parser.add_argument("--yes", action="store_true", help="jangan tanya konfirmasi atau yang boleh kosong")


async def _run(arguments: argparse.Namespace, platform: Platform) -> int:
    if arguments.list or not arguments.command:
        for line in table([(one.name, one.title) for one in platform.commands if not one.own_door]):
            say(line)
        return 0
    refuse_switched_off(arguments.command, platform)
    declaration = platform.commands[arguments.command]
    if declaration.own_door:
        raise BadInputError(
            f"Perintah {declaration.name} tidak dijalankan sendiri.",
            remedy="Berkas diunggah lewat isian perintah yang memakainya: tulis letak berkasnya.",
        )
    if arguments.help:
        return tell_command(declaration)
    actor = operator(getpass.getuser())
    given = (
        _json_input(arguments.input)
        if arguments.input
        else await _asked(declaration, arguments, platform, actor)
    )
    if given is not None:
        given = await stored_files(platform, declaration, given, actor)
    if given is None:
        note("Dibatalkan; tidak ada yang disimpan.")
        return 1
    outcome = await platform.runner.run(declaration.name, given, actor, key=arguments.key, door="terminal")
    return tell_outcome(declaration, outcome)


def _json_input(text: str) -> dict[str, Any]:
    try:
        given = orjson.loads(sys.stdin.read() if text == "-" else text)
    except orjson.JSONDecodeError as error:
        raise BadInputError(
            f"--input bukan JSON: {error}.", remedy='Contoh: --input \'{"name": "…"}\''
        ) from None
    if not isinstance(given, dict):
        raise BadInputError("--input harus objek JSON.", remedy='Contoh: --input \'{"name": "…"}\'')
    return given


async def _asked(
    declaration: CommandDeclaration, arguments: argparse.Namespace, platform: Platform, actor: Actor
) -> dict[str, Any] | None:
    reading = ReadingContext(
        today=clock.today(platform.settings.time_zone),
        regions=await region_names(platform.settings.region_code),
        time_zone=platform.settings.time_zone,
    )
    dialogue = Dialogue(
        declaration, CommandContext(actor, platform, 0, declaration.name, "terminal"), reading
    )
    known = _known_answers(declaration, arguments.answers)
    say(f"{declaration.title}. {declaration.description}")
    say("Kosongkan untuk melewati; ketik `batal` untuk berhenti.")
    while True:
        prompt = await dialogue.next()
        if prompt is None:
            for name in known:
                note(
                    f"  ✗ {declaration.by_name[name].label}: tidak berlaku untuk jawaban lainnya; diabaikan."
                )
            known.clear()
            if arguments.yes:
                return dialogue.given()
            again = _confirm(dialogue)
            if again is None:
                return None
            if again == "":
                return dialogue.given()
            dialogue.correct(again)
            continue
        text = known.pop(prompt.name, None)
        is_given = text is not None
        if text is None and arguments.yes and not prompt.field.required:
            text = ""
        if text is None:
            text = _ask(prompt)
        if text is None:
            return None
        if text.startswith(ASKING) and (type_name := record_type_of(prompt.field)):
            await show_choices(platform, type_name, text)
            continue
        stored = await stored_path(platform, prompt.field, text, actor)
        problem = dialogue.answer(prompt, stored) if isinstance(stored, str) else stored
        if problem is not None:
            note(f"  ✗ {prompt.field.label}: {problem.message}")
            if is_given and arguments.yes:
                return None


def _known_answers(declaration: CommandDeclaration, pairs: list[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in declaration.by_name:
            raise BadInputError(
                f"{pair!r} bukan ISIAN=NILAI dari perintah ini.",
                remedy=f"Isian yang ada: {', '.join(declaration.by_name)}.",
            )
        known[name] = value
    return known


def _ask(prompt: Prompt) -> str | None:
    """What the person typed; None to stop (a word, or the end of the input)."""
    say()
    for line in prompt.lines():
        say(line)
    if record_type_of(prompt.field):
        say("  Ketik ? untuk melihat daftarnya, ?kata untuk mencari.")
    if prompt.field.question.secret and sys.stdin.isatty():
        return getpass.getpass("> ")
    text = _typed("> ")
    if text == "":
        note(f"  ✗ {prompt.field.label}: belum dijawab. Tulis {prompt.name}=NILAI di baris perintah.")
        return None
    if text.strip().casefold() in QUIT_WORDS:
        return None
    return text.removesuffix("\n")


def _typed(question: str) -> str:
    """The line that was typed; "" at the end of the input. Ctrl-C stops at once: the loop would wait for Enter."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sys.stdout.write(question)
        sys.stdout.flush()
        return sys.stdin.readline()
    finally:
        signal.signal(signal.SIGINT, before)


def _confirm(dialogue: Dialogue) -> str | None:
    """ "" to send, a field's name to correct it, None to stop."""
    say()
    summary = dialogue.summary()
    for number, (label, value) in enumerate(summary, start=1):
        say(f"  {number}. {label}: {value}")
    answered = dialogue.answered()
    while True:
        text = _typed("Kirim? (ya / nomor yang mau diperbaiki / batal) > ")
        words = text.strip().casefold()
        if text == "" or words in STOP_WORDS:
            return None
        if words in {"ya", "y", "kirim"}:
            return ""
        if words.isascii() and words.isdecimal() and len(words) < 6 and 1 <= int(words) <= len(answered):
            return answered[int(words) - 1].name
        note(f"  ✗ Ketik ya, batal, atau nomor 1 sampai {len(answered)}.")


DO = Subcommand(
    "do",
    "jalankan satu perintah, ditanya satu per satu",
    _configure,
    _run,
    opens_database=True,
    further="answers",
    own_help=True,
)
