"""Gardens in the contract."""

from __future__ import annotations

from garden.models import Garden
from kopukm_graphql.contribution import Contribution, extend
from kopukm_graphql.source import column, connection, connection_to, namespace, source, to_one


@source(Garden, description="Kebun warga.", filters=("region_id",), orders=("name",))
class GardenSource:
    name = column("Nama kebun.")
    caretaker_phone = column("Telepon penjaga; hanya terlihat oleh yang berwenang.")
    watered_on = column("Terakhir disiram.")
    region = to_one("Region", key="region_id", description="Wilayahnya.")


CONTRIBUTION = Contribution(
    types=(GardenSource,),
    query=(
        namespace(
            "garden",
            description="Kebun warga.",
            fields=(connection("gardens", of="Garden", description="Semua kebun, menurut abjad."),),
        ),
    ),
    fields=(
        extend(
            "Region",
            gardens=connection_to(
                "Garden", key="region_id", subtree=True, description="Kebun di wilayah ini dan bagiannya."
            ),
        ),
    ),
)
