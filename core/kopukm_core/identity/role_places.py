"""The place that a role is given for must be a region that this installation has loaded."""

from __future__ import annotations

from kopukm_core.errors import Problem, ProblemsError
from kopukm_core.identity.assignments import check_region, known_role
from kopukm_core.identity.roles import RoleRegistry
from kopukm_core.regions.codes import is_code
from kopukm_core.regions.models import Region
from kopukm_core.regions.near import near_regions


async def check_role_and_place(role_name: str, region_code: str, roles: RoleRegistry) -> None:
    """Raise ProblemsError for a role that is not there, or a place the role cannot be given for."""
    role = known_role(role_name, roles)
    if region_code and not is_code(region_code):
        raise await _unknown(region_code)
    check_region(role, region_code)
    if region_code and not await Region.exists(code=region_code, vanished_at__isnull=True):
        raise await _unknown(region_code)


async def _unknown(text: str) -> ProblemsError:
    near = await near_regions(text)
    like = f"Yang mirip: {'; '.join(near)}." if near else "`kopukm regions list` menampilkan kode yang ada."
    message = f"Wilayah {text!r} tidak ada di antara wilayah yang dimuat. {like}"
    return ProblemsError([Problem("region_code", "REGION_UNKNOWN", message)])
