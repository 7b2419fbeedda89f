"""The library's own door: what `import accordant` offers and no single room below does alone.

Each function here joins rooms (a text, the story, the vocabulary, an export) into one call for a
program that has no node. Nothing is stored and no clock is read: every instant is an argument.
The names other programs may rely on are those of `accordant.__all__`; docs/python.md teaches them.
"""
