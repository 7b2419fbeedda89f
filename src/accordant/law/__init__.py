"""The law: texts with their digests, facts with their instants, and force as a function of both.

No fact is remembered here and no clock is read: every question takes the acts and the instant.
"""
