"""Turns a written line with (choices|like these) and {slots} into one plain line."""

import re

from corpus_format import SLOT, TAG, matching_paren, slot_of, split_alternatives
from names import any_name

DAYPARTS = ["morning", "afternoon", "evening", "night"]


def choose(text, rng):
    """Makes every `(a|b|)` choice, nested ones too."""
    out, i = [], 0
    while i < len(text):
        if text[i] == "(":
            end = matching_paren(text, i)
            if end > 0:
                out.append(choose(rng.choice(split_alternatives(text[i + 1:end])), rng))
                i = end + 1
                continue
        out.append(text[i])
        i += 1
    return "".join(out)


def draw(values, rng):
    if values == "name":
        return any_name(rng)
    if values == "number":
        return str(rng.choice((rng.randint(2, 12), rng.randint(2, 99), rng.randint(100, 999))))
    if values == "daypart":
        return rng.choice(DAYPARTS)
    return choose(rng.choice(values), rng)


def slots_in(text):
    return {(name + digits).lower() for name, digits in SLOT.findall(text)}


def fill(text, block, slots, bindings, rng):
    """One plain line; new slot values are added to `bindings`."""

    def value(match):
        name, digits = match.groups()
        key = (name + digits).lower()
        if key not in bindings:
            values = slot_of(slots, block.lets, name, digits)
            others = {v for k, v in bindings.items() if k.rstrip("0123456789") == name.lower()}
            for _ in range(8):
                # A value may itself hold slots.
                bindings[key] = SLOT.sub(value, draw(values, rng))
                if bindings[key] not in others:
                    break
        said = bindings[key]
        return said[:1].upper() + said[1:] if name[0].isupper() else said

    return tidy(SLOT.sub(value, choose(text, rng)))


def tidy(text):
    text = re.sub(r"[ \t]+", " ", text).strip()
    return re.sub(r" ([,.!?])(?=\s|$)", r"\1", text)


def without_tags(text):
    return tidy(TAG.sub("", text))
