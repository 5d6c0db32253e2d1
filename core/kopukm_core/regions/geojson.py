"""Reading outlines of regions from a GeoJSON FeatureCollection (RFC 7946). Pure: no database.

Only what a map of regions needs: features with `properties.code` and a Polygon or MultiPolygon in longitude
and latitude. Everything else in the file is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from kopukm_core.errors import BadInputError
from kopukm_core.regions import codes

MAXIMUM_BYTES = 256 * 1024 * 1024
MAXIMUM_POINTS = 200_000
"""Of one feature: an outline with more is not for showing on a map."""

_DECIMALS = 6
"""Of a degree: about 11 centimetres."""

_SHOWN_FAULTS = 10

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Outline:
    """One feature: the region's code, its GeoJSON geometry as text, and the middle of its surface."""

    position: int
    code: str
    geometry: str
    longitude: float
    latitude: float


class _FaultError(Exception):
    """What is wrong with one feature, in Indonesian."""


def read_outlines(path: Path) -> list[Outline]:
    """The outlines in a GeoJSON file.

    Raises BadInputError that names the file and, for each of the first faults, the feature's position counted
    from 0. A file with any fault is refused as a whole.
    """
    if not path.is_file():
        raise BadInputError(f"Berkas {path} tidak ada.", remedy="Periksa nama dan foldernya.")
    size = path.stat().st_size
    if size > MAXIMUM_BYTES:
        raise BadInputError(
            f"{path.name} berukuran {size / 1_048_576:.0f} MB, "
            f"lebih dari batas {MAXIMUM_BYTES // 1_048_576} MB.",
            remedy="Pecah berkas menurut kabupaten, atau sederhanakan garis batasnya.",
        )
    return parse_outlines(path.read_bytes(), path.name)


def parse_outlines(content: bytes, name: str) -> list[Outline]:
    """The outlines in the bytes of a GeoJSON document; `name` stands in the errors."""
    outlines: list[Outline] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for position, feature in enumerate(_features(content, name)):
        try:
            outline = _outline(position, feature)
            if outline.code in seen:
                raise _FaultError(f"kode {outline.code} sudah dipakai fitur {seen[outline.code]}")
        except _FaultError as fault:
            faults.append(f"fitur {position}: {fault}")
            continue
        seen[outline.code] = position
        outlines.append(outline)
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        listed = "; ".join(faults[:_SHOWN_FAULTS]) + (f"; dan {more} lagi" if more > 0 else "")
        raise BadInputError(
            f"{name} memuat {len(faults)} fitur yang salah: {listed}.",
            remedy="Tidak ada batas yang disimpan. Perbaiki berkas lalu muat lagi.",
        )
    return outlines


def _features(content: bytes, name: str) -> list[Any]:
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise BadInputError(
            f"{name} bukan JSON: baris {error.lineno}, kolom {error.colno}.",
            remedy="Simpan ulang sebagai GeoJSON dengan pengodean UTF-8.",
        ) from None
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise BadInputError(
            f"{name} bukan FeatureCollection GeoJSON.", remedy="Ekspor sebagai FeatureCollection."
        )
    features = document.get("features")
    if not isinstance(features, list) or not features:
        raise BadInputError(f"{name} tidak memuat satu fitur pun.", remedy="Periksa daftar `features`.")
    return features


def _outline(position: int, feature: Any) -> Outline:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _FaultError("bukan Feature")
    properties, geometry = feature.get("properties"), feature.get("geometry")
    written = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(written, str | int) or isinstance(written, bool):
        raise _FaultError("tidak ada properties.code")
    code = codes.dotted_code(str(written))
    if code is None:
        raise _FaultError(f"properties.code {str(written)[:40]!r} bukan kode wilayah Kemendagri")
    if not isinstance(geometry, dict):
        raise _FaultError(f"{code} tidak punya geometry")
    kind = geometry.get("type")
    coordinates = geometry.get("coordinates")
    if kind == "Polygon":
        polygons = [_polygon(coordinates, code)]
        stored: Any = polygons[0]
    elif kind == "MultiPolygon":
        if not isinstance(coordinates, list) or not coordinates:
            raise _FaultError(f"{code}: MultiPolygon kosong")
        polygons = [_polygon(each, code) for each in coordinates]
        stored = polygons
    else:
        raise _FaultError(
            f"{code}: geometry {str(kind)[:40]!r}, yang diterima hanya Polygon dan MultiPolygon"
        )
    if sum(len(ring) for polygon in polygons for ring in polygon) > MAXIMUM_POINTS:
        raise _FaultError(f"{code}: lebih dari {MAXIMUM_POINTS} titik, sederhanakan dahulu")
    longitude, latitude = _middle(polygons)
    text = orjson.dumps({"type": kind, "coordinates": stored}).decode()
    return Outline(position, code, text, longitude, latitude)


def _polygon(coordinates: Any, code: str) -> list[Ring]:
    if not isinstance(coordinates, list) or not coordinates:
        raise _FaultError(f"{code}: poligon kosong")
    return [_ring(each, code) for each in coordinates]


def _ring(coordinates: Any, code: str) -> Ring:
    if not isinstance(coordinates, list) or len(coordinates) < 4:
        raise _FaultError(f"{code}: garis batas harus punya sekurangnya 4 titik")
    ring = [_point(each, code) for each in coordinates]
    if ring[0] != ring[-1]:
        raise _FaultError(f"{code}: garis batas tidak tertutup (titik akhir harus sama dengan titik awal)")
    return ring


def _point(coordinate: Any, code: str) -> Point:
    if not isinstance(coordinate, list) or len(coordinate) < 2:
        raise _FaultError(f"{code}: titik harus berupa [bujur, lintang]")
    longitude, latitude = coordinate[0], coordinate[1]
    for number in (longitude, latitude):
        if not isinstance(number, int | float) or isinstance(number, bool) or not math.isfinite(number):
            raise _FaultError(f"{code}: titik harus berupa dua angka")
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise _FaultError(
            f"{code}: titik [{longitude}, {latitude}] di luar bumi; "
            "yang diminta [bujur, lintang] dalam derajat (WGS 84)"
        )
    return round(float(longitude), _DECIMALS), round(float(latitude), _DECIMALS)


def _middle(polygons: list[list[Ring]]) -> Point:
    """The centre of mass of the outer rings, holes not taken off; their mean point if the surface is nil."""
    area = weighted_x = weighted_y = 0.0
    origin_x, origin_y = polygons[0][0][0]
    for (x1, y1), (x2, y2) in _edges(polygons):
        cross = (x1 - origin_x) * (y2 - origin_y) - (x2 - origin_x) * (y1 - origin_y)
        area += cross
        weighted_x += (x1 + x2 - 2 * origin_x) * cross
        weighted_y += (y1 + y2 - 2 * origin_y) * cross
    if abs(area) < 1e-12:
        points = [point for polygon in polygons for point in polygon[0]]
        count = len(points)
        return round(sum(x for x, _ in points) / count, 6), round(sum(y for _, y in points) / count, 6)
    return round(origin_x + weighted_x / (3 * area), 6), round(origin_y + weighted_y / (3 * area), 6)


def _edges(polygons: list[list[Ring]]) -> Iterator[tuple[Point, Point]]:
    """The edges of every outer ring, each turned the same way round so that their surfaces add up."""
    for outer, *_ in polygons:
        turned = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(outer))
        ring = outer if turned >= 0 else outer[::-1]
        yield from pairwise(ring)
