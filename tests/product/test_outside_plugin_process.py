"""The plugin from outside, found by its entry point in real `kopukm` processes with an empty home."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx2

from kopukm_process import kopukm, serving
from office import LOG_IN, PASSWORD, headers
from outside_distribution import EVERYTHING, environment


def _ask(client: httpx2.Client, document: str, token: str | None = None, **variables: Any) -> Any:
    body = {"query": document, "variables": variables}
    answered = client.post("/graphql", json=body, headers=headers(token)).json()
    assert "errors" not in answered, answered
    return answered["data"]


def test_an_installed_plugin_is_used_switched_off_and_used_again(tmp_path: Path, site: Path) -> None:
    home, log = tmp_path / "rumah", tmp_path / "serve.log"
    everything = environment(home, site, EVERYTHING, KOPUKM_OUTSIDE_GREETING="Salam hangat")

    listed = kopukm(everything, "plugins").stdout
    assert "outside  1.2.0  hidup    kopukm-outside 1.2.0" in listed
    made = kopukm(
        everything, "user", "create", "siti", "--role", "outside.visitor", "--region", "32.01", typed=PASSWORD
    )
    assert made.returncode == 0, made.stderr

    with serving(everything, log, anew=True) as client:
        token = _ask(client, LOG_IN, input={"loginName": "siti", "password": PASSWORD})["logIn"]["result"][
            "token"
        ]
        change = (
            "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }"
        )
        passwords = {"currentPassword": PASSWORD, "newPassword": "teh manis di beranda"}
        assert _ask(client, change, token, input=passwords) == {"changePassword": {"problems": []}}
        record = """mutation { recordVisit(input: {
            regionCode: "32.01.07", purpose: "Pembinaan", visitedOn: "2026-11-23" }) {
            problems { message } fieldVisit { greeting } } }"""
        recorded = _ask(client, record, token)["recordVisit"]
        assert recorded == {"problems": [], "fieldVisit": {"greeting": "Salam hangat"}}
        read = '{ region(code: "32.01.07") { cooperativeCount fieldVisitCount } }'
        assert _ask(client, read, token) == {"region": {"cooperativeCount": 0, "fieldVisitCount": 1}}

    assert kopukm(everything, "visits").stdout == "1 kunjungan tercatat.\n"
    explained = kopukm(everything, "explain", "Cooperative.fieldVisits").stdout
    assert "outside (kopukm_outside/graphql.py:" in explained

    assert kopukm(everything, "plugins", "disable", "outside").returncode == 0
    assert "outside  -      mati     kopukm-outside 1.2.0" in kopukm(everything, "plugins").stdout
    refused = kopukm(everything, "visits")
    assert refused.returncode == 2
    assert "'visits' tidak ada" in refused.stderr
    with serving(everything, log) as client:
        fields = _ask(client, '{ __type(name: "Region") { fields { name } } }')["__type"]["fields"]
        assert {"name": "cooperativeCount"} in fields
        assert {"name": "fieldVisitCount"} not in fields

    assert kopukm(everything, "plugins", "enable", "outside").returncode == 0
    assert kopukm(everything, "visits").stdout == "1 kunjungan tercatat.\n"
