"""The loss of a run as lines to read and as rows of RUN/loss.csv."""

import csv

COLUMNS = ["step", "tokens", "seconds", "loss", "loss_default", "loss_other", "subject_missed", "learning_rate"]


class LossLog:
    """Means over the steps since the last line: of the parts with Tomo's own system prompt, and of the others."""

    def __init__(self, path, default_parts):
        self.file = path.open("a", newline="")
        self.rows = csv.writer(self.file, lineterminator="\n")
        if self.file.tell() == 0:
            self.rows.writerow(COLUMNS)
        self.default_parts = default_parts
        self._clear()

    def _clear(self):
        self.default, self.other, self.missed = [0.0, 0], [0.0, 0], [0, 0]

    def add(self, seen):
        """`seen` is what Trainer.learn gives."""
        for i, (loss, learned, missed, subjects) in enumerate(seen):
            kind = self.default if i < self.default_parts else self.other
            for sums, value, count in ((kind, loss, learned), (self.missed, missed, subjects)):
                sums[0] += value
                sums[1] += count

    def write(self, trainer, factor, threads):
        both = [a + b for a, b in zip(self.default, self.other)]
        mean, default, other, missed = (s / max(n, 1) for s, n in (both, self.default, self.other, self.missed))
        self.rows.writerow([trainer.step, trainer.tokens, round(trainer.seconds),
                            *(round(x, 4) for x in (mean, default, other, missed, factor))])
        self.file.flush()
        print(f"step {trainer.step} tokens {trainer.tokens} {trainer.tokens / trainer.seconds:.0f}/s loss {mean:.3f} "
              f"(default {default:.3f}, other {other:.3f}) subjects missed {missed:.1%} rate {factor:.2f} "
              f"threads {threads}", flush=True)
        self._clear()
