"""One file per outside thing: each adapter implements a port or speaks one foreign format."""
