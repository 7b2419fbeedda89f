"""`python -m accordant`: the command line, where the script `accordant` is not on the path."""

from accordant.entrypoints.cli import main

main()
