"""The steps of SI OPIK SEHAT, as the table "Tahapan Kegiatan" of its SOP lists them."""

from __future__ import annotations

from datetime import date

from kopukm_core.programmes import EvidenceKind, StepTemplate, Timeline
from kopukm_siopik.outreach.evidence import DATA_ENTERED, GUIDANCE_HELD, OUTREACH_HELD, TRAINING_ATTENDED

BEFORE, DURING, AFTER = "Sebelum Pelaksanaan", "Pelaksanaan", "Setelah Pelaksanaan"
EVERYWHERE = "Online/Offline"
KPK = "Diskopukm bagian KPK"
INHERITED = ("place", "parties")
"""Cells that the table leaves blank because they are merged with those above."""

TIMELINE_1 = Timeline(
    version=1,
    effective_on=date(2020, 1, 1),
    source='SOP "Pencatatan dan Pelaporan Hasil Inovasi SI OPIK SEHAT", Tahapan Kegiatan; tanggal terbitnya kosong.',
    steps=(
        StepTemplate(
            key="website",
            number="1",
            phase=BEFORE,
            title="Diskopukm menyediakan website Si Opik Sehat",
            offset_from=-30,
            offset_to=-30,
            place=EVERYWHERE,
            parties=KPK,
            evidence=EvidenceKind.LINK,
        ),
        StepTemplate(
            key="outreach",
            number="2",
            phase=DURING,
            title="Diskopukm melakukan penyuluhan bagi para pelaku koperasi baik aktif maupun sehat yang sama sekali "
            "belum maupun tidak lengkap dalam melakukan pendataan",
            time_from="08:00",
            time_to="09:00",
            place=EVERYWHERE,
            parties=KPK,
            evidence=OUTREACH_HELD,
        ),
        StepTemplate(
            key="guidance",
            number="3",
            phase=DURING,
            title="Diskopukm melakukan bimbingan bagi para koperasi baik aktif maupun sehat dalam mengakses serta "
            "melakukan pendataan melalui website Si Opik Sehat",
            time_from="09:00",
            time_to="10:00",
            place=EVERYWHERE,
            parties=KPK,
            evidence=GUIDANCE_HELD,
            inferred=INHERITED,
        ),
        StepTemplate(
            key="data_entered",
            number="4",
            phase=AFTER,
            title="Memastikan data terbaru terinput di website Si Opik Sehat",
            offset_from=1,
            offset_to=1,
            place=EVERYWHERE,
            parties=KPK,
            evidence=DATA_ENTERED,
        ),
        StepTemplate(
            key="training",
            number="5",
            phase=AFTER,
            title="Koperasi di Kabupaten Bogor yang sudah terdata mengikuti rangkaian kegiatan acara dan pelatihan "
            "yang tersedia di website Si Opik Sehat",
            offset_from=7,
            offset_to=7,
            place=EVERYWHERE,
            parties=KPK,
            evidence=TRAINING_ATTENDED,
            inferred=INHERITED,
        ),
        StepTemplate(
            key="evaluation",
            number="6",
            phase=AFTER,
            title="Diskopukm melakukan evaluasi dan menentukan kegiatan selanjutnya",
            offset_from=8,
            offset_to=8,
            place=EVERYWHERE,
            parties=KPK,
            inferred=INHERITED,
        ),
    ),
)
