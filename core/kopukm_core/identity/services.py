"""Services (chat adapters, portals, exchanges), their tokens, and the contacts they have verified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from tortoise.exceptions import IntegrityError

from kopukm_core import clock
from kopukm_core.db import transaction
from kopukm_core.errors import NotAllowedError, NotFoundError, Problem, ProblemsError
from kopukm_core.identity.actor import Actor, ActorKind
from kopukm_core.identity.core_roles import MANAGE_SERVICES, VERIFY_CONTACTS
from kopukm_core.identity.models import AccessToken, Service, ServiceContact
from kopukm_core.identity.roles import RoleRegistry
from kopukm_core.identity.tokens import SERVICE_LIFETIME, IssuedToken, issue_service_token
from kopukm_core.privacy import PersonalText, find_by, personal_hash

_NAME = re.compile(r"[a-z][a-z0-9_-]{1,59}")


async def create_service_token(
    actor: Actor,
    service_name: str,
    title: str,
    *,
    scopes: Sequence[str],
    region_code: str,
    roles: RoleRegistry,
    lifetime: timedelta = SERVICE_LIFETIME,
) -> IssuedToken:
    """A token for a service, which is made at its first token.

    Raises NotAllowedError without `core.manage_services`, and for scopes that the actor does not hold in that
    region: nobody hands out more than they have. ProblemsError for unknown scopes and malformed names.
    """
    if not actor.may(MANAGE_SERVICES, region_code):
        raise NotAllowedError("Anda tidak berwenang membuat token layanan di wilayah itu.")
    unknown = [scope for scope in scopes if not roles.has_permission(scope)]
    if unknown or not scopes:
        known = ", ".join(permission.name for permission in roles.permissions)
        problem = f"Izin tidak dikenal: {', '.join(unknown)}." if unknown else "Pilih sedikitnya satu izin."
        raise ProblemsError([Problem("scopes", "UNKNOWN_SCOPE", f"{problem} Yang ada: {known}.")])
    above = [scope for scope in scopes if not actor.may(scope, region_code)]
    if above:
        raise NotAllowedError(f"Anda sendiri tidak memegang izin {', '.join(above)} di wilayah itu.")
    if not _NAME.fullmatch(service_name):
        message = "Nama layanan: huruf kecil, angka, garis; diawali huruf."
        raise ProblemsError([Problem("service", "INVALID", message)])
    if lifetime <= timedelta(0):
        raise ProblemsError([Problem("lifetime", "INVALID", "Masa berlaku harus lebih dari nol hari.")])
    service = await Service.get_or_none(name=service_name)
    if service is None:
        service = await _create(service_name, actor)
    elif service.disabled_at is not None:
        raise ProblemsError([Problem("service", "SERVICE_DISABLED", "Layanan ini dinonaktifkan.")])
    return await issue_service_token(
        service, title, scopes=scopes, region_code=region_code, lifetime=lifetime
    )


async def disable_service(actor: Actor, service_name: str) -> Service:
    """Shut a service: all its tokens stop at once."""
    if not actor.may(MANAGE_SERVICES, ""):
        raise NotAllowedError("Anda tidak berwenang mengelola layanan.")
    service = await Service.get_or_none(name=service_name)
    if service is None:
        raise NotFoundError(f"Tidak ada layanan bernama {service_name!r}.")
    async with transaction():
        await Service.filter(id=service.id).update(disabled_at=clock.now())
        living = AccessToken.filter(service_id=service.id, revoked_at__isnull=True)
        await living.update(revoked_at=clock.now())
    await service.refresh_from_db()
    return service


async def verify_contact(actor: Actor, external_id: str) -> ServiceContact:
    """Note that the service which asks has verified that this contact belongs to whoever writes from it."""
    if actor.kind is not ActorKind.SERVICE or actor.acting_for or not actor.may(VERIFY_CONTACTS):
        raise NotAllowedError("Hanya layanan yang berwenang dapat menyatakan kontak terverifikasi.")
    if not 3 <= len(external_id.strip()) <= 200:
        raise ProblemsError([Problem("external_id", "INVALID", "Kontak: 3 sampai 200 huruf.")])
    service = await Service.get(name=actor.identity)
    mine = ServiceContact.filter(service_id=service.id)
    contact = await find_by(ServiceContact, "external_id", external_id, mine).first()
    if not isinstance(contact, ServiceContact):
        try:
            async with transaction():
                return await ServiceContact.create(
                    service=service,
                    external_id=PersonalText(external_id.strip()),
                    verified_at=clock.now(),
                    created_at=clock.now(),
                )
        except IntegrityError:  # another process noted it at the same moment
            hashed = personal_hash(ServiceContact, "external_id", external_id)
            contact = await ServiceContact.get(service_id=service.id, external_id_hash=hashed)
    if contact.verified_at is None:
        await ServiceContact.filter(id=contact.id).update(verified_at=clock.now())
        await contact.refresh_from_db()
    return contact


async def _create(name: str, actor: Actor) -> Service:
    try:
        async with transaction():
            return await Service.create(name=name, title=name, created_at=clock.now(), created_by=actor.key)
    except IntegrityError:
        return await Service.get(name=name)
