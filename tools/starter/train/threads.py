"""Uses the second core while nobody else does."""

import ctypes
import ctypes.util
from pathlib import Path

import torch


class Threads:
    """`fixed` threads, or with 0: two while the machine is quiet, else one."""

    def __init__(self, fixed):
        name = ctypes.util.find_library("openblas") or "libopenblas.so.0"
        try:
            self.blas = ctypes.CDLL(name).openblas_set_num_threads
        except (OSError, AttributeError):
            self.blas = None
        self.adaptive = fixed == 0
        self.count = 0
        self.others = 1.0
        self._use(fixed or 1)

    def _use(self, count):
        if count != self.count:
            self.count = count
            torch.set_num_threads(count)
            if self.blas:
                self.blas(count)

    def look_around(self):
        """Call at every step: counts who else wants to run beside our own threads, smoothed over some ten steps."""
        if self.adaptive:
            running = int(Path("/proc/loadavg").read_text().split()[3].split("/")[0])
            self.others += 0.15 * (max(0, running - self.count) - self.others)
            if self.others < 0.4:
                self._use(2)
            elif self.others > 0.7:
                self._use(1)
