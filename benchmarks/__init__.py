"""Speed and memory against their limits, as ratios within one run where that can be, so that the machine cancels out."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command has it, before numpy is there
