"""Matrix: the one room that knows matrix-nio."""

from .channel import MatrixChannel
from .patience import Patience

__all__ = ["MatrixChannel", "Patience"]
