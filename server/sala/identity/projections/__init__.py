"""identity's read tables: members, open invitations and living sessions."""
