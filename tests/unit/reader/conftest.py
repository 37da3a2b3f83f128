"""The shipped bundle, opened once."""

import pytest

from sayso.reader.bundle import Bundle, open_bundle


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    return open_bundle()
