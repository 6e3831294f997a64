"""Kernels compiled by numba: the same functions, their source untouched.

A kernel's helpers stand in its own file and are compiled with it. What is compiled is kept on disk
where numba can write, so that a later process need not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import Any, TypeVar, cast

from carecoord.errors import missing_extra

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def available() -> bool:
    """Whether numba and numpy are installed (extra ``fast``)."""
    return find_spec("numba") is not None and find_spec("numpy") is not None


def compiled(kernel: Kernel) -> Kernel:
    """The compiled twin of a kernel, to be called with numpy arrays.

    Raises: MissingExtra.
    """
    return cast("Kernel", _twin(kernel))


@lru_cache(None)
def _twin(kernel: FunctionType) -> Any:  # noqa: ANN401  numba carries no types
    try:
        numba: Any = import_module("numba")
    except ImportError as error:
        raise missing_extra("compiled tables", "fast") from error
    names = kernel.__globals__
    helpers = {
        name: _twin(names[name])
        for name in kernel.__code__.co_names
        if isinstance(names.get(name), FunctionType)
        and names[name].__module__ == kernel.__module__
    }
    clone = FunctionType(kernel.__code__, {**names, **helpers}, kernel.__name__)
    clone.__module__, clone.__qualname__ = kernel.__module__, kernel.__qualname__
    try:
        return numba.njit(cache=True, nogil=True)(clone)
    except RuntimeError:  # nowhere to keep it
        return numba.njit(nogil=True)(clone)
