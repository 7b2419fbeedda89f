"""Certificate files and addresses: made once, the owner's alone, and named when unusable."""

from __future__ import annotations

import socket

import pytest

from accordant.adapters import certificate
from accordant.adapters.link_client import LinkClient
from accordant.entrypoints.link_server import LinkServer
from accordant.errors import NodeMisconfigured


@pytest.fixture
def files(tmp_path):
    made = tmp_path / "tls" / "certificate.pem", tmp_path / "tls" / "key.pem"
    certificate.create("KOR:MND", *made)
    return made


def test_the_files_are_the_owners_alone(files):
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    assert files[0].parent.stat().st_mode & 0o777 == 0o700


def test_files_are_never_overwritten(files):
    before = [file.read_bytes() for file in files]
    with pytest.raises(NodeMisconfigured):
        certificate.create("KOR:MND", *files)
    assert [file.read_bytes() for file in files] == before


def test_what_is_pinned_is_the_digest_of_the_file(tmp_path):
    made = tmp_path / "certificate.pem", tmp_path / "key.pem"
    assert certificate.create("JPN", *made) == certificate.digest(certificate.load(made[0]))


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_unreadable_certificate_is_a_file_to_correct(tmp_path, content):
    file = tmp_path / "other.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(NodeMisconfigured) as refusal:
        certificate.load(file)
    assert refusal.value.place == str(file)
    with pytest.raises(NodeMisconfigured):
        LinkServer("127.0.0.1", 0, file, file, None, list)


def test_a_key_that_is_not_the_certificates_is_refused(files, tmp_path):
    other = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.create("JPN", *other)
    with pytest.raises(NodeMisconfigured):
        LinkClient("h:1", files[0], other[1], "", [])


def test_a_port_in_use_is_a_setting_to_correct(files):
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(NodeMisconfigured, match="cannot be bound"),
    ):
        LinkServer("127.0.0.1", taken.getsockname()[1], *files, None, list)


@pytest.mark.parametrize("address", ["", "host", ":1", "host:", "host:x", "host:65536", "h:-1"])
def test_an_address_of_another_form_is_a_setting_to_correct(files, address):
    with pytest.raises(NodeMisconfigured):
        LinkClient(address, *files, "", [])
