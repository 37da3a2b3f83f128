"""Speed and memory against their limits, as ratios within one run where that can be, so that the machine cancels out."""
