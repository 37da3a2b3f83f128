"""The kinds of arrays that the reader's parts hand each other."""

from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.floating[Any]]  # 32 bits wide, or 16 where many are kept
