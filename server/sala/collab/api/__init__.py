"""What collab answers by hand: what no message type fits."""
