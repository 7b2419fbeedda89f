"""Documents of the register of officers: signed at home, by the party key or by an officer.

They never travel. Who may sign what is judged by whoever records them; here a document is only
bound to its party, its signer's name and a key. Format: docs/protocol/officer-entry.md.
"""

from __future__ import annotations

from accordant import canonical
from accordant.envelope import dsse
from accordant.errors import MalformedMessage
from accordant.model.officer import OfficerEntry
from accordant.model.statement import PublicKey
from accordant.signing import SigningKey

PAYLOAD_TYPE = "application/vnd.accordant.officer-entry.v1+json"
ENTRY_SIZE_MAX = 32 * 1024  # bytes


def sign(entry: OfficerEntry, key: SigningKey) -> bytes:
    """Return the document signed under the name of whoever it says signs it.

    Raises:
        MalformedInput: a word of it has another form than its own.
    """
    payload = canonical.encode(entry)
    canonical.parse(payload, OfficerEntry, size_max=ENTRY_SIZE_MAX)
    return dsse.sign(payload, PAYLOAD_TYPE, key, _keyid(entry))


def verify(envelope: bytes, key: PublicKey, *, place: str = "") -> OfficerEntry:
    """Return the document, once this key signed it under the name it says.

    Raises:
        MalformedMessage: not such a document, or signed under another name.
        BadSignature: the key did not sign it.
    """
    payload = dsse.verify(envelope, PAYLOAD_TYPE, key, place=place)
    keyid, _ = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    entry = _parse(payload, place)
    if keyid != _keyid(entry):
        raise MalformedMessage("it is signed under another name than it says", place=place)
    return entry


def read_kept(envelope: bytes, *, place: str = "") -> OfficerEntry:
    """Return a document that was verified before it was kept."""
    _, payload = dsse.read_unverified(envelope, PAYLOAD_TYPE, place=place)
    return _parse(payload, place)


def _parse(payload: bytes, place: str) -> OfficerEntry:
    return canonical.parse(
        payload, OfficerEntry, size_max=ENTRY_SIZE_MAX, place=place, error=MalformedMessage
    )


def _keyid(entry: OfficerEntry) -> str:
    """Never the form of an act's signer, `KOR/post`: neither passes for the other."""
    return f"{entry.party}/officer/{entry.by}"
