"""The 95 % interval of a share.

Source: Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat
Assoc 1927;22(158):209-212; recommended for few and many alike in Brown LD, Cai TT, DasGupta A.
Interval estimation for a binomial proportion. Stat Sci 2001;16(2):101-133, section 5.
"""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def wilson(found: int, of: int) -> tuple[float, float]:
    """The lower and upper end for ``found`` of ``of``, which is at least 1.

    Without continuity correction. None found begins at 0 and all found ends at 1, exactly.
    """
    share, square = found / of, Z * Z
    middle = share + square / (2 * of)
    half = Z * sqrt((share * (1 - share) + square / (4 * of)) / of)
    low, high = (middle - half) / (1 + square / of), (middle + half) / (1 + square / of)
    return (0.0 if found == 0 else low), (1.0 if found == of else high)
