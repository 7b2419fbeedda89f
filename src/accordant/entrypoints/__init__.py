"""Where a person, a partner or a program enters the node."""
