"""What tests of live notices share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.valkey import Valkey, valkey_running


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    with valkey_running(tmp_path / "valkey") as running:
        yield running
