"""How sure a linear chain is of each tag: what its decoder, which tells the best path alone, leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def marginals(
    emissions: NDArray[np.floating], transitions: NDArray[np.floating], mask: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the probability of each tag at each token, over all paths (forward-backward, scaled).

    Args:
        emissions: (lines, tokens, tags), the log weight of a tag at a token.
        transitions: (tags, tags), the log weight of going from one tag to another.
        mask: (lines, tokens), True at a token, False at the padding after the last one.

    Returns:
        (lines, tokens, tags); each row of tags sums to 1, those of padding say nothing.
    """
    import numpy as np

    own = np.exp(emissions.astype(np.float64) - emissions.max(-1, keepdims=True))
    step = np.exp(transitions.astype(np.float64) - transitions.max())
    forward, backward = np.empty_like(own), np.ones_like(own)
    forward[:, 0] = own[:, 0] / own[:, 0].sum(-1, keepdims=True)
    length = own.shape[1]
    for place in range(1, length):
        reached = (forward[:, place - 1] @ step) * own[:, place]
        forward[:, place] = reached / reached.sum(-1, keepdims=True)
    for place in range(length - 2, -1, -1):
        left = (backward[:, place + 1] * own[:, place + 1]) @ step.T
        left /= left.sum(-1, keepdims=True)
        backward[:, place] = np.where(mask[:, place + 1, None], left, 1.0)
    found: NDArray[np.float64] = forward * backward
    found /= found.sum(-1, keepdims=True)
    return found
