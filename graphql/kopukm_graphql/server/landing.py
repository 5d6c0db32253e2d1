"""The page at `/` in development: what runs here and where to go on."""

from __future__ import annotations

import base64
import hashlib

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

_STYLE = """
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
a { color: #0b4f8a; } code { background: #f0f0f0; padding: 0 .25rem; }
"""

_PAGE = f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kopukm</title>
<link rel="icon" href="data:,">
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Kopukm berjalan</h1>
<p>Server ini melayani data koperasi dan usaha kecil melalui GraphQL.</p>
<ul>
<li><a href="/graphql">GraphiQL</a>: coba kueri dan baca dokumentasi skema.</li>
<li><a href="/health/ready">Kesiapan server</a>: apa yang sudah dan belum siap.</li>
</ul>
<p>Aplikasi mengirim <code>POST /graphql</code> dengan <code>Content-Type: application/json</code>.</p>
<p>Halaman ini hanya ada pada mode pengembangan (<code>KOPUKM_ENV=development</code>).</p>
</main>
</body>
</html>
"""

_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


async def _landing(_: Request) -> Response:
    return HTMLResponse(_PAGE, headers={"Content-Security-Policy": _POLICY})


def landing_route() -> Route:
    """The route of the page."""
    return Route("/", _landing)
