"""One error tree, by who can act: each error has a code, a plain message and a hint.

An error is for something that went wrong. *Withhold* and *refer* are answers, not errors.
Messages are in the user's words, name no Python type and carry no secret and no product content.
Foreign exceptions are converted where they enter (an adapter, a parser), never passed on.
"""

from __future__ import annotations

from typing import ClassVar


class AccordantError(Exception):
    """Root of the tree; never raised itself.

    Attributes:
        code: stable slug for programs, documents and tests; one per class.
        exit_status: what the command line returns; one per branch (who can act).
        message: what happened, in plain words.
        hint: what to do next; never empty.
        place: file and line, record or leaf where it happened, or empty.
    """

    code: ClassVar[str] = ""
    exit_status: ClassVar[int] = 1
    default_hint: ClassVar[str] = ""

    def __init__(self, message: str = "", *, hint: str = "", place: str = "") -> None:
        """Take the message, else the class docstring's first line, so docs and error agree."""
        if not self.code:
            raise TypeError("this branch of the error tree is not raised itself")
        self.message = message or (self.__doc__ or "").strip().splitlines()[0]
        self.hint = hint or self.default_hint
        self.place = place
        super().__init__(self.message)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.message} [{self.code}]"


class OfficerError(AccordantError):
    """What was asked or supplied by the person at hand is not right; that person can mend it."""

    exit_status = 2


class LawError(AccordantError):
    """An instrument, order or fact does not support the act; the treaty desk can act."""

    exit_status = 3


class PartnerError(AccordantError):
    """The partner's node sent or did something wrong; the two operators must talk."""

    exit_status = 4


class OperatorError(AccordantError):
    """The node's own machine, files or configuration are at fault; the operator can act."""

    exit_status = 5


# --- officer ---------------------------------------------------------------------------------


class MalformedInput(OfficerError):
    """The input does not follow its format."""

    code = "malformed-input"
    default_hint = "Correct the place named and try again; nothing was stored."


class UnknownRecipient(OfficerError):
    """The recipient is not a partner of this node."""

    code = "unknown-recipient"
    default_hint = "List partners with `accordant partner list`; add one with `partner add`."


class UnknownProduct(OfficerError):
    """No product of this identifier is held here."""

    code = "unknown-product"
    default_hint = (
        "List what arrived with `accordant inbox`, own items with `accordant product list`."
    )


class UnknownNote(OfficerError):
    """No note of this name is held here."""

    code = "unknown-note"
    default_hint = "List drafts and signed notes with `accordant note list`."


class UnmarkedProduct(OfficerError):
    """A product or portion carries no marking."""

    code = "unmarked-product"
    default_hint = "Mark every portion with a level of the originator's own terms."


class LevelNotInTable(OfficerError):
    """The level is not a term known for this party."""

    code = "level-not-in-table"
    default_hint = "Use a level listed in the instrument's terms; levels are never rounded."


class Oversized(OfficerError):
    """The item is larger than the bound."""

    code = "oversized"
    default_hint = "Split the item; attachments travel as separate products."


class EnclosureAwaited(OfficerError):
    """An enclosed file of the item has not all arrived."""

    code = "enclosure-awaited"
    default_hint = "See how far it is with `accordant show`; it goes on by itself."


class FingerprintMismatch(OfficerError):
    """The partner's party key is not the one whose fingerprint was compared."""

    code = "fingerprint-mismatch"
    default_hint = "Compare the fingerprint again by telephone or in person; do not accept it."


class NotAuthorised(OfficerError):
    """The officer's authority does not cover this act."""

    code = "not-authorised"
    default_hint = "Ask an officer whose authority in the party statement names this act."


class OfficerMayNot(OfficerError):
    """The officer may not do this: the register of officers says what is missing."""

    code = "officer-may-not"
    default_hint = "See what an officer may with `accordant officer may`."


class PassphraseNeeded(OfficerError):
    """A passphrase or PIN is needed, and nobody can be asked for it here."""

    code = "passphrase-needed"
    default_hint = "Run it at a terminal, or give the secret with --passphrase-fd."


class WrongPassphrase(OfficerError):
    """The passphrase does not open this key, or the key's file was altered."""

    code = "wrong-passphrase"
    default_hint = "Try again, and mind the keyboard's layout; nothing was signed."


class TokenLocked(OfficerError):
    """The token takes no more PINs: too many wrong ones were given."""

    code = "token-locked"
    default_hint = "Have whoever manages the token set a new PIN; nothing was signed."


class UnknownOfficer(OfficerError):
    """No officer of this name stands in the register."""

    code = "unknown-officer"
    default_hint = "List officers with `accordant officer list`."


# --- law -------------------------------------------------------------------------------------


class InstrumentTextError(LawError):
    """The literate file of an instrument or order does not follow its format."""

    code = "instrument-text"
    default_hint = "Correct the line named, then run `accordant instrument check`."


class InstrumentAltered(LawError):
    """The text is not the one adopted: its clause digest differs."""

    code = "instrument-altered"
    default_hint = "Restore the adopted text, or adopt the new one on both sides."


class DigestsDiffer(LawError):
    """The parties adopted different encodings of the instrument."""

    code = "digests-differ"
    default_hint = "Compare the two clause digests and adopt the same encoding on both sides."


class CedarRefused(LawError):
    """The Cedar engine does not accept the exported policies; nothing was written."""

    code = "cedar-refused"
    default_hint = "Report it with these words: the export is at fault, not the instrument."


class EnginesDiffer(LawError):
    """The two engines answer this case differently."""

    code = "engines-differ"
    default_hint = "Release nothing on it; report the case with both answers."


class UnknownInstrument(LawError):
    """No instrument or order of this identifier is held here."""

    code = "unknown-instrument"
    default_hint = "List texts with `accordant instrument list`."


class ActWithoutEffect(LawError):
    """The act would have no effect in law as the instrument stands."""

    code = "act-without-effect"
    default_hint = "See how it stands with `accordant status`; nothing was signed or stored."


# --- partner ---------------------------------------------------------------------------------


class WrongCertificate(PartnerError):
    """The certificate is not the one pinned for this party."""

    code = "wrong-certificate"
    default_hint = "Ask the partner for its current party statement and compare fingerprints."


class MalformedMessage(PartnerError):
    """The partner's message does not follow the protocol."""

    code = "malformed-message"
    default_hint = "Nothing of it was stored; show the partner's operator this place."


class BadSignature(PartnerError):
    """A signature that must verify does not."""

    code = "bad-signature"
    default_hint = "Nothing was stored; compare party statements with the partner."


class BadProof(PartnerError):
    """The batch does not extend the log this node holds."""

    code = "bad-proof"
    default_hint = "Nothing was stored; the partner must continue from the size cosigned last."

    def __init__(
        self,
        message: str = "",
        *,
        hint: str = "",
        place: str = "",
        held_size: int | None = None,
    ) -> None:
        """Also take how many leaves the listener holds, so the speaker can continue there."""
        super().__init__(message, hint=hint, place=place)
        self.held_size = held_size


class LogForked(PartnerError):
    """The partner signed two logs that cannot both be true."""

    code = "log-forked"
    default_hint = "The link is stopped and both checkpoints are kept as proof; call the partner."


class OutOfBounds(PartnerError):
    """A batch or item exceeds the agreed bounds."""

    code = "out-of-bounds"
    default_hint = "Nothing was stored; the partner must send smaller batches."


class EnclosureAltered(PartnerError):
    """A chunk of an enclosed file is not the one its item commits to."""

    code = "enclosure-altered"
    default_hint = "Nothing of the chunk was stored; show the partner's operator this place."


class NotProvided(PartnerError):
    """This chunk of an enclosed file is not provided now."""

    code = "not-provided"
    default_hint = "What was received is kept; it goes on when the partner provides it again."


class PartnerUnreachable(PartnerError):
    """The partner's node does not answer."""

    code = "partner-unreachable"
    default_hint = "Nothing is lost: items stay in the outbox and go when the link is back."


class StatementRefused(PartnerError):
    """The party statement is not the next valid one of the pinned party key."""

    code = "statement-refused"
    default_hint = "Ask the partner for the statement with the next number, under its party key."


# --- operator --------------------------------------------------------------------------------


class NodeMisconfigured(OperatorError):
    """The node's configuration is not usable."""

    code = "node-misconfigured"
    default_hint = "Correct the setting named in node.toml."


class StoreFailed(OperatorError):
    """The store could not keep the record."""

    code = "store-failed"
    default_hint = "Nothing was acknowledged; check the disk, then start the node again."


class DiskFull(StoreFailed):
    """There is no space left for the record."""

    code = "disk-full"
    default_hint = "Free space on the node's disk; nothing was acknowledged and nothing is lost."


class RolledBack(OperatorError):
    """The partner has cosigned more of our log than this store holds."""

    code = "rolled-back"
    default_hint = "This store is older than what was sent; restore the newest copy first."


class KeyMissing(OperatorError):
    """A key this node needs is not in the keystore."""

    code = "key-missing"
    default_hint = "Restore the keystore file; its backup is separate from the store's."


class TokenMissing(OperatorError):
    """The token an officer's key lies in is not there."""

    code = "token-missing"
    default_hint = "Connect it, and see that node.toml names its module and its label under keys."


class TokenUnusable(OperatorError):
    """The token refused to do what was asked of it."""

    code = "token-unusable"
    default_hint = "It must offer Ed25519 (EdDSA) and AES-GCM; nothing was signed."


class ClockUnsound(OperatorError):
    """The node's clock is behind what was already recorded or far from its partners."""

    code = "clock-unsound"
    default_hint = "Set the clock right; until then releases are referred to a person."


class ContentUnreadable(OperatorError):
    """Sealed content does not open with the key held."""

    code = "content-unreadable"
    default_hint = "The item is kept as it came; ask the originator to release it again."


class EngineMissing(OperatorError):
    """The Cedar engine is not installed; a node does not need it."""

    code = "engine-missing"
    default_hint = "Install this project with its extra, cedar; docs/cedar.md says how."
