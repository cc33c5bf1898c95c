from collections.abc import Iterator

import pytest

from tests.app.local.running import Server, stand_in, started


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The tiny app behind the real door, with its first key unused."""
    folder = tmp_path_factory.mktemp("journal")
    with started(stand_in(folder), folder) as running:
        yield running


@pytest.fixture(scope="module")
def cookie(server: Server) -> str:
    """What the user's own browser sends after it has used the first key."""
    return server.cookie()
