"""Three parties' TLS files, for the tests of the link."""

from __future__ import annotations

import pytest
from tests.unit.adapters.link_stage import Node


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Node]:
    home = tmp_path_factory.mktemp("tls")
    return {party: Node(home, party) for party in ("KOR", "JPN", "AUS")}
