"""numpy, on one thread: beside a web server the others only wait for each other."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when it is loaded

import numpy as np
import numpy.typing as npt

__all__ = ["np", "npt"]
