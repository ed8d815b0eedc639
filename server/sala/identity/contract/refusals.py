"""The named ways in which identity says no."""

from __future__ import annotations

from sala.kernel.refusals import BadRequest, Conflict, NotFound, TooMany, Unauthenticated


class WrongCredentials(Unauthenticated):
    """No member has this address with this password; which of the two is not said."""

    code = "identity.wrong_credentials"
    title = "The email address or the password is wrong"


class TooManyAttempts(TooMany):
    """Too many wrong passwords for one email address, or from one network address."""

    code = "identity.too_many_attempts"
    title = "Too many attempts. Wait a little"


class LinkNotValid(NotFound):
    """A link was used, revoked, has expired or never existed."""

    code = "identity.link_not_valid"
    title = "This link is not valid any more. Ask for a new one"


class NameNotValid(BadRequest):
    """A name holds control characters, or nothing that can be seen."""

    code = "identity.name_not_valid"
    title = "A name needs letters, and no control characters"


class NotAMember(Unauthenticated):
    """The message speaks of its caller, and its caller is nobody: a visitor, or Sala itself."""

    code = "identity.not_a_member"
    title = "Sign in first"


class InvitationTaken(Conflict):
    """The id chosen for a new invitation belongs to one that was used or revoked."""

    code = "identity.invitation_taken"
    title = "This invitation was used or taken back. Make a new one"


class EmailTaken(Conflict):
    """Another member has this address."""

    code = "identity.email_taken"
    title = "Somebody here already uses this email address"


class MemberExists(Conflict):
    """The id chosen for the new member is taken."""

    code = "identity.member_exists"
    title = "This member already exists"


class MemberNotFound(NotFound):
    """There is no such member."""

    code = "identity.member_not_found"
    title = "There is no such member"


class LastOwner(Conflict):
    """An installation keeps at least one owner."""

    code = "identity.last_owner"
    title = "The last owner stays. Make somebody else an owner first"


class WeakPassword(BadRequest):
    """The password is on the list of the most used ones, or holds the member's name or address."""

    code = "identity.weak_password"
    title = "This password is too easy to guess"
