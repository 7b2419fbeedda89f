"""A node's TLS certificate: self-signed, and trusted only because a party statement names it.

Partners pin the SHA-256 of the whole certificate (its DER form) from the party statement, so no
authority, name or date inside it decides anything: who may speak is the statement's business.
Form of the certificate: docs/protocol/tls.md.
"""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from accordant.errors import NodeMisconfigured
from accordant.model.party import Party

# The party statement says from when and until when; these dates only satisfy the format.
# RFC 5280 section 4.1.2.5: a certificate without a well-defined end names this last second.
NOT_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

FILE_MODE = 0o600  # the owner alone


def create(party: Party, certificate_file: Path, key_file: Path) -> str:
    """Write a new P-256 key and its self-signed certificate; return the certificate's SHA-256.

    Both are PEM files readable by their owner alone. Existing files are never overwritten:
    a partner may have pinned what they hold.

    Raises:
        NodeMisconfigured: a file is there already or cannot be written.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _self_signed(party, key)
    _write_new(
        key_file,
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write_new(certificate_file, certificate.public_bytes(serialization.Encoding.PEM))
    return digest(certificate.public_bytes(serialization.Encoding.DER))


def load(certificate_file: Path) -> bytes:
    """Return the DER form of the one certificate in a PEM file.

    Raises:
        NodeMisconfigured: the file cannot be read or holds no certificate.
    """
    try:
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
    except (OSError, ValueError):
        raise NodeMisconfigured(
            "The certificate file cannot be read.", place=str(certificate_file)
        ) from None
    return certificate.public_bytes(serialization.Encoding.DER)


def digest(der: bytes) -> str:
    """Return what partners pin: SHA-256 of the DER certificate, 64 hexadecimal digits."""
    return hashlib.sha256(der).hexdigest()


def _self_signed(party: Party, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """The certificate: subject and issuer are the party, and it may sign TLS and nothing else."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, party)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    both_ends = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage(both_ends), critical=False)
        .sign(key, hashes.SHA256())
    )


def _write_new(file: Path, data: bytes) -> None:
    """Write a file that was not there, readable by its owner from its first byte on."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError:
        raise NodeMisconfigured(
            "The file is there already and is not overwritten.", place=str(file)
        ) from None
    except OSError:
        raise NodeMisconfigured("The file cannot be written.", place=str(file)) from None
