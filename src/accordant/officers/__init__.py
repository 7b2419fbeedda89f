"""Who of one's own may do what, when, and why not: a pure reading of signed, dated facts.

Values in, values out; the instant is an argument. Nobody acts or reads by rank or clearance alone.
docs/officers.md.
"""
