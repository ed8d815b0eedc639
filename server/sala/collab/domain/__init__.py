"""What collab decides without doing anything: the wire, who may write what, how texts merge."""
