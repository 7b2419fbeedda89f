"""Package data: tables of facts the project keeps itself, each row with its source. No code."""
