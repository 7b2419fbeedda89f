"""What a portion can hold, one file for each kind; the kinds are a closed, tagged union.

A kind is added, never changed: a document sealed today is read in fifty years.
"""
