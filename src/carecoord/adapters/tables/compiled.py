"""Kernels compiled by numba: the same functions, their source untouched.

The kernels that a kernel calls are compiled with it. What is compiled is kept on disk where numba
can write, so that a later process need not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import Any, TypeVar, cast

from carecoord.errors import missing_extra

KERNELS = "carecoord.rules.kernels."
Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def available() -> bool:
    """Whether numba and numpy are installed (extra ``fast``)."""
    return find_spec("numba") is not None and find_spec("numpy") is not None


def compiled(kernel: Kernel) -> Kernel:
    """The compiled twin of a kernel, to be called with numpy arrays.

    Where what was kept on disk is broken, it is compiled anew, for this process alone.

    Raises: MissingExtra.
    """
    twin = _twin(cast("FunctionType", kernel))

    def run(*sequences: Any) -> Any:  # noqa: ANN401
        try:
            return twin(*sequences)
        except Exception:  # noqa: BLE001  numba tells a broken file by whatever reading it raises
            return _twin(cast("FunctionType", kernel), kept=False)(*sequences)

    return cast("Kernel", run)


@lru_cache(None)
def _twin(kernel: FunctionType, *, kept: bool = True) -> Any:  # noqa: ANN401  numba carries no types
    try:
        numba: Any = import_module("numba")
    except ImportError as error:
        raise missing_extra("compiled tables", "fast") from error
    twins = {name: _twin(helper, kept=kept) for name, helper in _helpers(kernel)}
    clone = FunctionType(kernel.__code__, {**kernel.__globals__, **twins}, kernel.__name__)
    clone.__module__ = kernel.__module__
    # What numba keeps is found by this name; it knows of changes in the kernel's own file alone.
    clone.__qualname__ = f"{kernel.__qualname__}_{_digest(kernel)}"
    if not kept:
        return numba.njit(nogil=True)(clone)
    try:
        return numba.njit(cache=True, nogil=True)(clone)
    except RuntimeError:  # nowhere to keep it
        return numba.njit(nogil=True)(clone)


def _helpers(kernel: FunctionType) -> list[tuple[str, FunctionType]]:
    """The kernels that a kernel calls, by the names it has for them."""
    named = ((name, kernel.__globals__.get(name)) for name in sorted(kernel.__code__.co_names))
    return [
        (name, value)
        for name, value in named
        if isinstance(value, FunctionType) and value.__module__.startswith(KERNELS)
    ]


def _digest(kernel: FunctionType) -> str:
    """What identifies the code of a kernel and of all that it calls."""
    code = kernel.__code__
    own = repr((code.co_code, code.co_consts, code.co_names))
    below = (_digest(helper) for _, helper in _helpers(kernel))
    return sha256("".join((own, *below)).encode()).hexdigest()[:12]
