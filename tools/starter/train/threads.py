"""Uses the second core while nobody else does."""

import ctypes
import ctypes.util
import os

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
        self._use(fixed or 1)

    def _use(self, count):
        if count != self.count:
            self.count = count
            torch.set_num_threads(count)
            if self.blas:
                self.blas(count)

    def look_around(self):
        """Call now and then; the load of the others is the machine's load without our own threads."""
        if self.adaptive:
            others = os.getloadavg()[0] - self.count
            if others < 0.8:
                self._use(2)
            elif others > 1.6:
                self._use(1)
        return self.count
