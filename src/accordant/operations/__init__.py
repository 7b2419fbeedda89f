"""Use cases: load, ask the core, write in one transaction. Outside things stand behind ports."""
