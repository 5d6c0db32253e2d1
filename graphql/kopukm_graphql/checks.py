"""What `kopukm doctor` asks about the server: its settings in production, and its port."""

from __future__ import annotations

import asyncio
import http.client
import json

from kopukm_core.doctor import Checkup, Finding, check, fault, ok, warning

_SECONDS = 2.0


@check("graphql.server", "Server")
async def server_check(checkup: Checkup) -> list[Finding]:
    from kopukm_graphql.server.settings import server_settings

    server = server_settings(checkup.settings)
    if server.development:
        return [ok("Setelan server dapat dipakai; GraphiQL dan introspeksi terbuka (development).")]
    findings: list[Finding] = []
    if "*" in server.cors_origins:
        findings.append(
            fault(
                "KOPUKM_CORS_ORIGINS berisi *.",
                "Halaman web mana pun boleh memanggil layanan ini dari peramban orang.",
                "Sebut asal yang perlu saja, misalnya https://app.contoh.go.id.",
            )
        )
    for name, rate in (
        ("KOPUKM_ADDRESS_RATE", server.address_rate),
        ("KOPUKM_ACTOR_RATE", server.actor_rate),
    ):
        if rate.burst == 0:
            findings.append(
                warning(
                    f"{name}=0/0: permintaan tidak dibatasi.",
                    "Satu pemakai dapat memenuhi server.",
                    f"Kosongkan {name}.",
                )
            )
    if not server.trusted_proxies:
        findings.append(
            warning(
                "KOPUKM_TRUSTED_PROXIES kosong.",
                "Di belakang proxy TLS semua orang tampak berasal dari satu alamat, jadi saling menghabiskan batas.",
                "Sebut alamat proxy, misalnya 127.0.0.1.",
            )
        )
    return findings or [ok("Introspeksi tertutup, permintaan dibatasi, proxy dikenal.")]


@check("graphql.port", "Port server")
async def port_check(checkup: Checkup) -> Finding:
    told = await asyncio.to_thread(_at, checkup.port)
    if told == "alive":
        return ok(f"Server hidup di port {checkup.port}.")
    if told == "":
        return ok(f"Port {checkup.port} bebas; tidak ada server yang hidup di sini.")
    return warning(
        f"Port {checkup.port} dipakai program lain.",
        "`kopukm serve` tidak dapat memakainya.",
        "Hentikan program itu, pilih `kopukm serve --port`, atau sebut port server di `kopukm doctor --port`.",
    )


def _at(port: int) -> str:
    """What answers at the port of this machine: "" nothing, "alive" a server of ours, "other" else."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.request("GET", "/health/live")
        told = json.loads(connection.getresponse().read(1000))
        return "alive" if isinstance(told, dict) and told.get("status") == "alive" else "other"
    except ConnectionRefusedError:
        return ""
    except (TimeoutError, OSError, http.client.HTTPException, ValueError):
        return "other"
    finally:
        connection.close()


CHECKS = (server_check, port_check)
