"""What people send of files and imports, by the names of operations."""

from __future__ import annotations

from documents.session import Session, work
from kopukm_core.platform import Platform


async def ask_files(siti: Session) -> None:
    """A file sent and found; a document of one's own is refused."""
    file = await siti.file()
    assert (await siti.run("File", id=file))["name"] == "koperasi.csv"
    own = "mutation($file: Upload!, $purpose: String!) { uploadFile(file: $file, purpose: $purpose) { replayed } }"
    refused = (await siti.upload(query=own)).json()["errors"]
    assert [each["extensions"]["code"] for each in refused] == ["DOCUMENT_NOT_TRUSTED"]


async def ask_imports(siti: Session, office: Platform) -> None:
    """An import over the contract alone: uploaded, carried out, looked at, its report fetched, taken back."""
    offered = await siti.run("Imports")
    assert "siopik.cooperatives" in [each["name"] for each in offered]
    sheet = "NIK;Nama Koperasi;Kelurahan Desa;Kecamatan\n3201010020001;KSU Melati;Pakansari;Cibinong\n;Tanpa Nomor;;\n"
    file = await siti.file(content=sheet.encode())
    started = await siti.write("StartImport", importName="siopik.cooperatives", file=file, asOf="2026-11-02")
    number = started["importRun"]["id"]
    await work(office)
    run = await siti.run("ImportRun", id=number)
    assert (run["state"], run["created"], run["refused"]) == ("DONE", 1, 1), run
    assert (await siti.fetch(run["report"]["downloadPath"]))[:2] == b"PK"
    assert (await siti.run("ImportRuns"))["totalCount"] == 1
    await siti.write("UndoImport", runId=number)
    await work(office)
    assert (await siti.run("ImportRun", id=number))["state"] == "UNDONE"
    assert (await siti.run("Cooperatives", search="melati"))["cooperatives"]["nodes"] == []
