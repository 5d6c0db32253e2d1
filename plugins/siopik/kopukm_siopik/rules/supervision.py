"""Who supervises a cooperative, by how far its membership reaches (Permenkop UKM 9/2020)."""

from __future__ import annotations

from kopukm_siopik.choices import CooperativeForm, SupervisingAuthority

BY_FORM = {
    CooperativeForm.PRIMARY_DISTRICT: SupervisingAuthority.DISTRICT,
    CooperativeForm.SECONDARY_DISTRICT: SupervisingAuthority.DISTRICT,
    CooperativeForm.PRIMARY_PROVINCE: SupervisingAuthority.PROVINCE,
    CooperativeForm.SECONDARY_PROVINCE: SupervisingAuthority.PROVINCE,
    CooperativeForm.PRIMARY_NATIONAL: SupervisingAuthority.MINISTRY,
    CooperativeForm.SECONDARY_NATIONAL: SupervisingAuthority.MINISTRY,
}


def supervising_authority(
    told: SupervisingAuthority | None, form: CooperativeForm | None, office_outside: bool
) -> SupervisingAuthority | None:
    """Who supervises: as recorded; else this district where the office is outside it; else by the form."""
    if told is not None:
        return told
    if office_outside:
        return SupervisingAuthority.DISTRICT
    return None if form is None else BY_FORM[form]


def authority_sql(alias: str) -> str:
    """The same as SQL on a state; NULL where nothing tells it."""
    forms = " ".join(f"WHEN '{form.value}' THEN '{one.value}'" for form, one in BY_FORM.items())
    return (
        f"COALESCE({alias}.supervised_by, CASE WHEN {alias}.office_outside THEN "
        f"'{SupervisingAuthority.DISTRICT.value}' ELSE CASE {alias}.form {forms} END END)"
    )
