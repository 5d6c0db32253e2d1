"""Reading outlines from GeoJSON: what is taken, and what is refused with the feature's position."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kopukm_core.errors import BadInputError
from kopukm_core.regions import geojson
from kopukm_core.regions.geojson import parse_outlines, read_outlines

SQUARE = [[106.0, -6.0], [107.0, -6.0], [107.0, -7.0], [106.0, -7.0], [106.0, -6.0]]
EAST_SQUARE = [[x + 2, y] for x, y in reversed(SQUARE)]


def feature(code: object, geometry: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, "name": "Contoh"}, "geometry": geometry}


def polygon(*rings: object) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_a_polygon_is_taken_with_its_middle() -> None:
    (outline,) = parse_outlines(collection(feature("32.01.07", polygon(SQUARE))), "x.geojson")
    assert outline.code == "32.01.07"
    assert json.loads(outline.geometry) == polygon(SQUARE)
    assert (outline.longitude, outline.latitude) == (106.5, -6.5)


def test_parts_of_a_multipolygon_count_whichever_way_they_turn() -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE], [EAST_SQUARE]]}
    (outline,) = parse_outlines(collection(feature("32.01", geometry)), "x.geojson")
    assert (outline.longitude, outline.latitude) == (107.5, -6.5)


def test_a_code_without_dots_and_a_numeric_code_are_read() -> None:
    outlines = parse_outlines(
        collection(feature("320107", polygon(SQUARE)), feature(3201, polygon(SQUARE))), "x.geojson"
    )
    assert [outline.code for outline in outlines] == ["32.01.07", "32.01"]


def test_height_is_dropped_and_decimals_are_cut_to_six() -> None:
    ring = [[x + 0.00000049, y, 120.5] for x, y in SQUARE]
    (outline,) = parse_outlines(collection(feature("32.01", polygon(ring))), "x.geojson")
    assert json.loads(outline.geometry)["coordinates"] == [SQUARE]


@pytest.mark.parametrize(
    ("code", "geometry", "reason"),
    [
        ("32.01", {"type": "Point", "coordinates": [106, -6]}, "'Point'"),
        ("32.01", {"type": "GeometryCollection", "geometries": []}, "'GeometryCollection'"),
        ("32.01", None, "tidak punya geometry"),
        ("32.01", polygon(), "poligon kosong"),
        ("32.01", polygon(SQUARE[:3]), "4 titik"),
        ("32.01", polygon(SQUARE[:4]), "tidak tertutup"),
        ("32.01", polygon([[y, x] for x, y in SQUARE]), "di luar bumi"),
        ("32.01", polygon([[700_000, 9_200_000]] * 4), "di luar bumi"),
        ("32.01", polygon([["106", "-6"]] * 4), "dua angka"),
        ("32.01", polygon([[True, False]] * 4), "dua angka"),
        ("32.01", polygon([106, -6, 107, -6]), "[bujur, lintang]"),
        ("32.01", {"type": "MultiPolygon", "coordinates": []}, "MultiPolygon kosong"),
        ("Cileungsi", polygon(SQUARE), "'Cileungsi' bukan kode"),
        (None, polygon(SQUARE), "properties.code"),
        (True, polygon(SQUARE), "properties.code"),
    ],
)
def test_a_wrong_feature_is_named_by_its_position(code: object, geometry: object, reason: str) -> None:
    content = collection(feature("32.01.01", polygon(SQUARE)), feature(code, geometry))
    with pytest.raises(BadInputError) as caught:
        parse_outlines(content, "x.geojson")
    assert "fitur 1: " in caught.value.message
    assert reason in caught.value.message
    assert "fitur 0" not in caught.value.message


def test_a_code_twice_names_both_features() -> None:
    content = collection(feature("32.01", polygon(SQUARE)), feature("3201", polygon(SQUARE)))
    with pytest.raises(BadInputError, match=r"fitur 1: kode 32\.01 sudah dipakai fitur 0"):
        parse_outlines(content, "x.geojson")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"type": "Feature"}', b'{"type": "FeatureCollection"}', b"\xff\xfe"],
)
def test_what_is_no_feature_collection_is_refused_naming_the_file(content: bytes) -> None:
    with pytest.raises(BadInputError, match=r"^x\.geojson"):
        parse_outlines(content, "x.geojson")


def test_deep_nesting_is_refused_not_crashed_on() -> None:
    content = b'{"type": "FeatureCollection", "features": ' + b"[" * 5_000 + b"]" * 5_000 + b"}"
    with pytest.raises(BadInputError):
        parse_outlines(content, "x.geojson")


def test_only_the_first_faults_are_listed() -> None:
    content = collection(*[feature(None, polygon(SQUARE)) for _ in range(25)])
    with pytest.raises(BadInputError, match="dan 15 lagi"):
        parse_outlines(content, "x.geojson")


def test_a_file_too_large_is_refused_with_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "besar.geojson"
    path.write_bytes(b" " * 3_145_728)
    monkeypatch.setattr(geojson, "MAXIMUM_BYTES", 2 * 1_048_576)
    with pytest.raises(BadInputError, match=r"besar\.geojson berukuran 3 MB, lebih dari batas 2 MB"):
        read_outlines(path)
