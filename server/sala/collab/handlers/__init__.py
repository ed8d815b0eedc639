"""What collab does: rooms, the sockets' messages, saving, and answers to questions."""
