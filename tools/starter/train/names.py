"""Invented and common given names, so that the model learns to copy a name and not to guess it."""

from pathlib import Path

COMMON = (Path(__file__).resolve().parent.parent / "corpus/slots/given_name.txt").read_text(encoding="utf-8").split()

ONSETS = "b c d f g h j k l m n p r s t v w y z br ch cl dr fl gr kr ph pr sh sl st th tr zh qu x sk sn bl".split()
VOWELS = "a e i o u a e i o a e ai ei ia ee oo ou y io ea".split()
ENDINGS = " n r l s m k t x na ra la ndo lia ris th ck nn ty by ley mir sha vin dor wyn bel zo ".split(" ")


def invented_name(rng):
    """A name that most likely nobody bears: one to three syllables and an ending."""
    parts = []
    for i in range(rng.choice((1, 1, 2, 2, 2, 3))):
        onset = "" if i == 0 and rng.random() < 0.15 else rng.choice(ONSETS)
        parts.append(onset + rng.choice(VOWELS))
    name = "".join(parts) + rng.choice(ENDINGS)
    if len(name) < 2:
        name += rng.choice("nrlsm")
    return name[0].upper() + name[1:11]


def any_name(rng):
    """A given name with a capital: one in three is invented."""
    return invented_name(rng) if rng.random() < 1 / 3 else rng.choice(COMMON)
