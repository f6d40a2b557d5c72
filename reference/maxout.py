"""Maxout: the largest of a unit's pieces, each an affine function of the input (Goodfellow et al. 2013)."""

from typing import Any

import numpy as np

from reference.tex import Tex, named


def largest(z: Any) -> Any:
    """The largest piece of a vector z."""
    return named(r"\max", z) if isinstance(z, Tex) else np.max(np.asarray(z), axis=-1)


def largest_slope(z: Any) -> Any:
    """By each piece: 1 for the largest (the first of equal ones), 0 for the others."""
    if isinstance(z, Tex):
        return named(r"\max'", z)
    array = np.asarray(z)
    places = np.arange(array.shape[-1]) == np.expand_dims(np.argmax(array, axis=-1), -1)
    return places.astype(int) if array.dtype != object else places.astype(int).astype(object)
