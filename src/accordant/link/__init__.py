"""The node-to-node protocol without I/O: batches, their checks, their order, recovery."""
