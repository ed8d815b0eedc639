"""identity from its parts."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sala.identity import contract
from sala.identity.adapters.attempts import AttemptsInMemory
from sala.identity.adapters.common_passwords import common_passwords
from sala.identity.adapters.hashing import Argon2Hasher
from sala.identity.adapters.living_sessions import LivingSessions
from sala.identity.adapters.owner_link import OwnerLink
from sala.identity.domain.members import Members, fold
from sala.identity.domain.permissions import permit
from sala.identity.handlers.asking import Asking
from sala.identity.handlers.belonging import Belonging
from sala.identity.handlers.entering import Entering
from sala.identity.handlers.inviting import Inviting
from sala.identity.handlers.opening import Sessions
from sala.identity.handlers.proving import Passwords, counted
from sala.identity.ports import Attempts, Installation
from sala.identity.projections.people import PEOPLE
from sala.kernel.access import Caller
from sala.kernel.contexts import Context
from sala.kernel.dispatcher import Policy
from sala.kernel.events.deciders import Decider, Settled
from sala.kernel.events.log import EventLog
from sala.kernel.settings import IdentitySettings
from sala.kernel.tables import Tables

__all__ = ["IdentityContext", "Installation", "build", "policy"]

_mint: Callable[[], str] = secrets.token_urlsafe
"""Makes a token: 256 random bits."""

policy: Policy = permit
"""Decides who may; the dispatcher asks it before every handler."""


@dataclass(frozen=True, kw_only=True)
class IdentityContext:
    """identity, wired. `owner_link` gives the token of the path `/enter/<token>` to print."""

    context: Context
    authenticate: Callable[[str], Awaitable[Caller | None]]
    owner_link: Callable[[], str | None]


def build(
    *,
    log: EventLog,
    tables: Tables,
    settled: Settled,
    clock: Callable[[], datetime],
    settings: IdentitySettings,
    installation: Installation,
    hasher: Argon2Hasher | None = None,
    attempts: Attempts | None = None,
) -> IdentityContext:
    """Wire identity. `clock` gives the time with its zone."""
    hasher = hasher or Argon2Hasher()
    members: Decider[Members] = Decider(log, initial=Members(), evolve=fold, settled=settled)
    living = LivingSessions(log, tables, settled, clock)
    attempts = attempts or AttemptsInMemory()
    passwords = Passwords(hasher, attempts, common_passwords())
    sessions = Sessions(
        log,
        tables,
        settled,
        members,
        clock=clock,
        mint=_mint,
        lasts=timedelta(days=settings.session_days),
        forget=living.forget,
    )
    link = OwnerLink(members, mint=_mint)
    entering = Entering(members, passwords, sessions, clock=clock, claimed=link.used)
    inviting = Inviting(
        members, clock=clock, mint=_mint, lasts=timedelta(days=settings.invitation_days)
    )
    belonging = Belonging(members, tables, passwords, sessions, forget=living.forget)
    asking = Asking(tables, installation, clock=clock)

    async def start() -> None:
        await hasher.start()
        await living.start()
        await link.start()

    async def stop() -> None:
        await living.stop()
        await hasher.stop()

    context = Context(
        name="identity",
        handlers={
            contract.ClaimOwnership: counted(entering.claim_ownership, attempts),
            contract.Join: counted(entering.join, attempts),
            contract.SignIn: entering.sign_in,
            contract.SignOut: belonging.sign_out,
            contract.SignOutEverywhere: belonging.sign_out_everywhere,
            contract.Rename: belonging.rename,
            contract.ChangePassword: belonging.change_password,
            contract.ChangeRole: belonging.change_role,
            contract.RemoveMember: belonging.remove_member,
            contract.Invite: inviting.invite,
            contract.RevokeInvitation: inviting.revoke,
            contract.LookAtInstallation: asking.look_at_installation,
            contract.LookAtInvitation: counted(asking.look_at_invitation, attempts),
            contract.WhoAmI: asking.who_am_i,
            contract.ListMembers: asking.list_members,
            contract.ListInvitations: asking.list_invitations,
            contract.ListSessions: asking.list_sessions,
        },
        followers=(PEOPLE,),
        start=start,
        stop=stop,
    )
    return IdentityContext(context=context, authenticate=living.authenticate, owner_link=link.token)
