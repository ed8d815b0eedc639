"""identity's rules, pure: who is a member, who may do what, which passwords are too weak."""
