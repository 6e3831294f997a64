"""Is a store interchangeable? Every store, every law."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carecoord.adapters.storage.memory import MemoryStore
from carecoord.adapters.storage.sqlite import SqliteStore
from carecoord.ports import Store
from carecoord.testing.laws import STORE, NewStore

Shelf = Callable[[], object]


@contextmanager
def memory() -> Iterator[NewStore]:
    yield MemoryStore


@contextmanager
def sqlite() -> Iterator[NewStore]:
    with tempfile.TemporaryDirectory() as folder:
        files = (Path(folder) / f"{number}.db" for number in range(1_000_000))

        def new_store() -> Store:
            return SqliteStore(next(files))

        yield new_store


STORES = {"memory": memory, "sqlite": sqlite}


@pytest.mark.parametrize("law", STORE, ids=lambda law: law.__name__)
@pytest.mark.parametrize("shelf", STORES.values(), ids=STORES)
def test_every_store_keeps_every_law(shelf, law):
    with shelf() as new_store:
        law(new_store)
