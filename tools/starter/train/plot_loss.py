"""Draws the loss curves of one or more runs: `python3 plot_loss.py --out loss.png main tune`.

A run is named, or its loss.csv given.
"""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("runs", nargs="+")
    args = parser.parse_args()
    figure, axes = plt.subplots(figsize=(10, 5))
    start = 0
    for i, run in enumerate(args.runs):
        path = Path(run) if run.endswith(".csv") else HERE / "runs" / run / "loss.csv"
        with path.open() as file:
            rows = list(csv.DictReader(file))
        tokens = [start + int(r["tokens"]) / 1e6 for r in rows]
        for column, colour in (("loss_other", "tab:orange"), ("loss_default", "tab:blue")):
            axes.plot(tokens, [float(r[column]) for r in rows], color=colour, linewidth=1, label=None if i else column)
        axes.axvline(start, color="0.8", linewidth=0.8)
        axes.text(start, 3.95, f" {path.stem if run.endswith('.csv') else run}", rotation=90, va="top", fontsize=8)
        # The early runs had no subject head.
        missed = [4 * float(r.get("subject_missed") or "nan") for r in rows]
        axes.plot(tokens, missed, color="0.5", linewidth=1, label=None if i else "subjects missed (right)")
        start = tokens[-1]
    axes.set(xlabel="million tokens", ylabel="cross-entropy (nats per learned token)", ylim=(0, 4))
    axes.grid(alpha=0.3, axis="y")
    axes.secondary_yaxis("right", functions=(lambda nats: nats * 25, lambda share: share / 25)).set_ylabel("%")
    axes.legend(loc="center right")
    figure.savefig(args.out, dpi=110, bbox_inches="tight")


if __name__ == "__main__":
    main()
