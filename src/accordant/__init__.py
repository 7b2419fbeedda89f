"""Accordant: allied governments share intelligence as their agreements allow."""

__version__ = "0.1.0"
