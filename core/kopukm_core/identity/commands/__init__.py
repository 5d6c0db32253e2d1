"""Everything in identity that changes data."""

from kopukm_core.identity.commands.accounts import (
    AssignRole,
    CreateAccount,
    DisableAccount,
    EnableAccount,
    EndRole,
    ResetPassword,
)
from kopukm_core.identity.commands.memberships import DecideMembership, EndMembership, RequestMembership
from kopukm_core.identity.commands.services import CreateServiceToken, DisableService, VerifyContact
from kopukm_core.identity.commands.sessions import ChangePassword, LogIn, LogOut, RevokeToken

COMMANDS: tuple[type, ...] = (
    LogIn,
    LogOut,
    ChangePassword,
    RevokeToken,
    CreateAccount,
    DisableAccount,
    EnableAccount,
    ResetPassword,
    AssignRole,
    EndRole,
    CreateServiceToken,
    DisableService,
    VerifyContact,
    RequestMembership,
    DecideMembership,
    EndMembership,
)

__all__ = ["COMMANDS"]
