"""The append-only log: a Merkle tree, its signed checkpoints, cosignatures and proofs.

RFC 6962 for the tree, C2SP for the texts. Inside this room a digest is 32 bytes; in JSON it is
hexadecimal or base64 as the format's page in docs/protocol says.
"""
