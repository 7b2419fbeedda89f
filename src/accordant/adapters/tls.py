"""TLS 1.3 between two nodes that have pinned each other's certificate; nothing older, ever.

OpenSSL proves that the other end holds the key of a trusted certificate (RFC 8446 section 4.4.3);
that the certificate is exactly the pinned one is checked by whoever uses the connection.
Session tickets are off: a certificate withdrawn by a party statement must not live on in one.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from accordant.adapters.certificate import digest
from accordant.errors import AccordantError, NodeMisconfigured


def client_context(
    certificate_file: Path, key_file: Path, trusted: Sequence[bytes]
) -> ssl.SSLContext:
    """Return the context with which a node calls a partner; `trusted` holds DER certificates.

    Raises:
        NodeMisconfigured: a file of this node's cannot be used.
    """
    return _context(ssl.PROTOCOL_TLS_CLIENT, certificate_file, key_file, trusted)


class Listening:
    """The answering side's context, whose trust may change between one connection and the next.

    Attributes:
        context: to give to the listening socket; it asks again for every connection.
    """

    def __init__(
        self, certificate_file: Path, key_file: Path, trusted: Callable[[], Sequence[bytes]]
    ) -> None:
        """Take the node's own files and a quick callable giving the DER certificates pinned now.

        Raises:
            NodeMisconfigured: a file of this node's cannot be used.
        """
        self._certificate_file = certificate_file
        self._key_file = key_file
        self._trusted = trusted
        self._known: tuple[bytes, ...] = ()
        self._pins: frozenset[str] = frozenset()
        self._newest = self._build(())
        self.context = self._build(())
        self.context.sni_callback = self._choose

    def trusts(self, certificate_sha256: str) -> bool:
        """Whether the certificate is pinned at this moment."""
        self._refresh()
        return certificate_sha256 in self._pins

    def _choose(
        self, connection: ssl.SSLObject, _name: str | None, _old: ssl.SSLContext
    ) -> int | None:
        """Called by OpenSSL at every ClientHello, also without a server name in it."""
        try:
            self._refresh()
        except AccordantError:  # whom to trust cannot be told now: nobody
            return ssl.ALERT_DESCRIPTION_INTERNAL_ERROR
        connection.context = self._newest
        return None

    def _refresh(self) -> None:
        """Build the context again when, and only when, the set of certificates has changed."""
        known = tuple(self._trusted())
        if known != self._known:
            self._newest = self._build(known)
            self._pins = frozenset(digest(der) for der in known)
            self._known = known

    def _build(self, trusted: Sequence[bytes]) -> ssl.SSLContext:
        return _context(ssl.PROTOCOL_TLS_SERVER, self._certificate_file, self._key_file, trusted)


def _context(
    protocol: int, certificate_file: Path, key_file: Path, trusted: Sequence[bytes]
) -> ssl.SSLContext:
    """A context that requires a trusted certificate of the other end, whichever end that is."""
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # the certificate itself is pinned; its names say nothing
    context.verify_mode = ssl.CERT_REQUIRED
    if protocol == ssl.PROTOCOL_TLS_SERVER:
        context.num_tickets = 0
    try:
        context.load_cert_chain(certificate_file, key_file)
    except (OSError, ValueError):
        raise NodeMisconfigured(
            "The node's certificate or its key cannot be used.", place=str(certificate_file)
        ) from None
    for certificate in trusted:
        # One that OpenSSL does not take is trusted by nobody and shuts out nobody else.
        with suppress(OSError, ValueError):
            context.load_verify_locations(cadata=certificate)
    return context
