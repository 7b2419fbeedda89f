"""The nouns: values every room above may hold. No meaning, no rules, no I/O."""
