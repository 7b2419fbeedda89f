"""One decision function: release, withhold or refer, with the articles that decide.

`decide` reads a case and a library of texts and nothing else: no clock, no store, no network.
The semantics stand in docs/decision.md; the laws in tests/laws hold them.
"""
