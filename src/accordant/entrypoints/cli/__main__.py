"""The command line as a module, for whoever starts it with the interpreter at hand."""

from accordant.entrypoints.cli import main

main()
