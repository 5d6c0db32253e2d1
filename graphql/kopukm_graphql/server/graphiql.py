"""GraphiQL from files in this package: it works in a network that reaches no CDN."""

from __future__ import annotations

import json
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

ASSETS = {
    "react-18.3.1.js": "text/javascript",
    "react-dom-18.3.1.js": "text/javascript",
    "graphiql-3.9.0.js": "text/javascript",
    "graphiql-3.9.0.css": "text/css",
    "kopukm-graphiql.css": "text/css",
    "kopukm-graphiql.js": "text/javascript",
}
"""The only files served; see static/README.md for their origin."""

EXAMPLE = """# Tulis kueri di sini.
# Ctrl+Enter: jalankan.
# Ctrl+Spasi: field yang dapat dipilih.
# Ikon buku di kiri: dokumentasi skema.

query Contoh {
  __typename
}
"""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class GraphiqlPage:
    """The page at `/graphql` for browsers, with an example to begin from.

    Its Content-Security-Policy allows this server only, and inline styles: the editor needs them.
    """

    def __init__(self, example: str = EXAMPLE, assets_path: str = "/graphql/assets") -> None:
        self._assets_path = assets_path
        self._page = _page(example, assets_path)

    def response(self) -> Response:
        return HTMLResponse(
            self._page,
            headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "Vary": "Accept"},
        )

    def routes(self) -> list[Route]:
        """The routes of the files that the page needs."""
        return [Route(f"{self._assets_path}/{{name}}", _asset)]


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        return Response(status_code=404)
    content = files("kopukm_graphql.server").joinpath("static", name).read_bytes()
    versioned = any(character.isdigit() for character in name)
    caching = "public, max-age=31536000, immutable" if versioned else "no-cache"
    return Response(content, headers={"Cache-Control": caching}, media_type=ASSETS[name])


def _page(example: str, path: str) -> str:
    configuration = json.dumps({"url": "/graphql", "example": example}).replace("<", "\\u003c")
    scripts = "\n".join(
        f'<script src="{path}/{name}" defer></script>' for name in ASSETS if name.endswith(".js")
    )
    styles = "\n".join(
        f'<link rel="stylesheet" href="{path}/{name}">' for name in ASSETS if name.endswith(".css")
    )
    return f"""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL – Kopukm</title>
<link rel="icon" href="data:,">
{styles}
<style>
html, body, #graphiql {{ height: 100%; margin: 0; }}
#graphiql > p {{ font: 1rem sans-serif; padding: 1rem; }}
</style>
{scripts}
</head>
<body>
<div id="graphiql"><p>Memuat GraphiQL… (perlu JavaScript)</p></div>
<script type="application/json" id="configuration">{configuration}</script>
</body>
</html>
"""
