"""A literate file: legal prose, the clauses that encode it and the cases that test them.

`read` turns the text into sections and blocks, each with its line. It knows the form of the file
and nothing of the meaning of a clause. The format: docs/protocol/literate.md.
"""

from accordant.literate.document import Block, Document, Section, Source, Status
from accordant.literate.reader import read

__all__ = ["Block", "Document", "Section", "Source", "Status", "read"]
