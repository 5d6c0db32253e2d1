"""The repository holds together: one list of versions, nothing of this machine, files that can be read."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 350
CODE = ("core", "graphql", "plugins", "tests", "bench", "proofs")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    """The files that git keeps; where there is no git, those a clone would hold."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return [path for name in names if (path := ROOT / name).is_file()]
    skipped = {".venv", ".git", "build", "dist", "node_modules", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts)]


def texts() -> dict[Path, str]:
    """The tracked files that are text, besides this one, which spells out what it forbids."""
    found: dict[Path, str] = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content and path != Path(__file__):
            found[path] = content.decode("utf-8", errors="replace")
    return found


def pins() -> dict[str, tuple[str, str]]:
    """Distribution → (version, reason), as constraints.txt tells them."""
    found = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement, _, reason = line.partition("#")
            name, _, version = requirement.strip().partition("==")
            found[name] = (version, reason.strip())
    return found


def test_the_folder_graphql_is_no_package() -> None:
    # `graphql/__init__.py` would hide the library of that name from everybody whose path begins at the root.
    assert not (ROOT / "graphql" / "__init__.py").exists()
    for folder in ("core", "plugins", "plugins/siopik", "tests"):
        assert not (ROOT / folder / "__init__.py").exists()


def test_both_lists_of_versions_agree_and_give_reasons() -> None:
    constraints = pins()
    for_uv = dict(each.split("==") for each in PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert {name: version for name, (version, _) in constraints.items()} == for_uv
    assert [name for name, (version, reason) in constraints.items() if not version or not reason] == []


def test_every_dependency_is_pinned() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    names = {re.split(r"[^A-Za-z0-9._-]", each)[0].lower() for each in wanted}
    assert names - set(pins()) == set()


def test_programmes_are_entry_points_and_travel_in_the_wheel() -> None:
    assert PROJECT["project"]["entry-points"]["kopukm.plugins"]["siopik"] == "kopukm_siopik.plugin"
    packages = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    on_disk = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("*/kopukm_*", "plugins/*/kopukm_*")
        for path in ROOT.glob(pattern)
        if path.is_dir() and (path / "__init__.py").exists() and path.parts[len(ROOT.parts)] in CODE[:3]
    }
    assert set(packages) == on_disk


FORBIDDEN = {
    "a folder beside the clone": r"\.\./shared",
    "a path of somebody's machine": r"(?<![\w.])/(?:work|root)/[A-Za-z]|(?<![\w.])/home/(?!\.\.\.)[a-z]",
    "the address of a package index": r"https?://[^\s\"'`)]*(?:/simple\b|artifactory|nexus)|--index-url|--extra-index-url",
    "a debugger": r"^\s*(?:breakpoint\(\)|import pdb)",
}


EXAMPLES = (
    "see ../shared/docs",
    'open("/root/main")',
    "--index-url https://mirror.example/simple",
    "    breakpoint()",
)


def test_the_patterns_find_what_they_forbid() -> None:
    for text, pattern in zip(EXAMPLES, FORBIDDEN.values(), strict=True):
        assert re.search(pattern, text, re.MULTILINE), text


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path, text in texts().items()
        if (hit := pattern.search(text))
    ]
    assert found == []


def test_no_file_of_code_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path, text in texts().items()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and (lines := text.count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_every_package_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path, text in texts().items()
        if path.name == "__init__.py"
        and path.relative_to(ROOT).parts[0] in CODE
        and not text.lstrip().startswith('"""')
    ]
    assert silent == []


def test_no_two_test_modules_share_a_name() -> None:
    names: dict[str, list[str]] = {}
    for path in texts():
        if path.suffix == ".py" and path.is_relative_to(ROOT / "tests"):
            inside = path.relative_to(ROOT / "tests").as_posix()
            if path.name.startswith("test_"):
                names.setdefault(path.name, []).append(inside)
    assert {name: places for name, places in names.items() if len(places) > 1} == {}
