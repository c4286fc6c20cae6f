"""Makes a written line look as people type it: case, punctuation, slips of the finger."""

import re
from pathlib import Path

ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
NEIGHBOURS = {}
for r, row in enumerate(ROWS):
    for i, key in enumerate(row):
        near = {row[j] for j in (i - 1, i + 1) if 0 <= j < len(row)}
        for other in (r - 1, r + 1):
            if 0 <= other < len(ROWS):
                near |= {ROWS[other][j] for j in (i - 1, i) if 0 <= j < len(ROWS[other])}
        NEIGHBOURS[key] = sorted(near)

QUESTION = re.compile(
    r"^(and |so |but |hey |ok |tomo |please )*"
    r"(who|what|whats|what's|where|when|why|how|which|whose|do|does|did|can|could|will|would|are|is|am|was|were|have|"
    r"has|should|may|shall|isn't|aren't|don't|doesn't|can't)\b",
    re.I,
)
SHORTHAND = {"you": "u", "are": "r", "please": "pls", "thanks": "thx", "because": "cuz", "people": "ppl",
             "okay": "ok", "your": "ur", "though": "tho", "going to": "gonna", "want to": "wanna"}


WORDS = Path(__file__).resolve().parent.parent / "corpus"


def read_lines(path):
    return [x.strip() for x in path.read_text(encoding="utf-8").splitlines() if x and not x.startswith("#")]


OPENERS, CLOSERS = read_lines(WORDS / "openers.txt"), read_lines(WORDS / "closers.txt")


def read_synonyms(path):
    """{word: what may stand in its place} of the lines 'word: other | another word'."""
    return {word: [x.strip() for x in others.split("|")] for word, others in (x.split(":", 1) for x in read_lines(path))}


SYNONYMS = read_synonyms(WORDS / "synonyms.txt")


def with_synonyms(text, rng, keep=()):
    """Swaps words for others that mean the same, each with an even chance; words in `keep` stay."""
    words = text.split(" ")
    for i, word in enumerate(words):
        others = SYNONYMS.get(word.lower())
        if others and word.lower() not in keep and rng.random() < 0.5:
            words[i] = rng.choice(others)
    return " ".join(words)


def reworded(text, rng, keep=()):
    """Small changes of wording that leave the meaning: a filler before or after, or a word left out.

    In longer lines any word may go, so that no single one decides what is meant.
    """
    roll = rng.random()
    if roll < 0.35:
        text = f"{rng.choice(OPENERS)}{rng.choice((',', '', ''))} {text}"
    elif roll < 0.65 and text[-1].isalnum():
        text = f"{text}{rng.choice((',', '', ''))} {rng.choice(CLOSERS)}"
    if roll > 0.55:
        words = text.split(" ")
        free = [i for i, w in enumerate(words) if w.lower() not in keep and w.isalpha() and (len(w) < 5 or len(words) > 6)]
        if len(words) > 3 and free:
            del words[rng.choice(free)]
        text = " ".join(words)
    return text


def slip(word, rng):
    """One typing slip inside a word of at least four letters."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    i = rng.randrange(1, len(word) - 1)
    kind = rng.random()
    if kind < 0.3:
        return word[:i] + word[i + 1:]
    if kind < 0.6:
        return word[:i] + word[i + 1] + word[i] + word[i + 2:]
    if kind < 0.8:
        return word[:i] + rng.choice(NEIGHBOURS.get(word[i].lower(), [word[i]])) + word[i + 1:]
    return word[:i] + word[i] + word[i:]


def sentence_case(text):
    text = re.sub(r"\bi\b", "I", text)
    text = re.sub(r"(^|[.!?] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)
    return text


# How often somebody draws a small face behind what makes them glad or sad, by the feeling that it is answered with.
SMILEY_SHARE = 0.05
SMILEYS = {"[happy]": (" :)", " :)", " :D", " ;)", " :))"), "[sad]": (" :(", " :(", " :'(", " :/", " :((")}
FEELING = re.compile(r"\[(?:happy|sad)\]")


def with_smiley(text, answer, rng):
    """What is said, now and then with a face that agrees with the first feeling of what is answered."""
    feeling = FEELING.match(answer)
    if not feeling or rng.random() > SMILEY_SHARE:
        return text
    return text + rng.choice(SMILEYS[feeling.group()])


def typed(text, rng, style, keep=(), english=True):
    """`text` in a typing style: 'tidy', 'lower', 'sloppy' or 'as_written'. Words in `keep` stay as they are."""
    if not text or not text.isascii():
        return text
    kept = {w.lower() for k in keep for w in k.split()} | {"not", "no", "my", "your", "me", "you", "i"}
    if english and rng.random() < 0.3:
        text = with_synonyms(text, rng, kept)
    if english and rng.random() < 0.3:
        text = reworded(text, rng, kept)
    if style == "tidy":
        text = sentence_case(text)
        if text[-1].isalnum():
            text += "?" if QUESTION.match(text) else rng.choice(("", ".", ".", "!"))
        return text
    if style == "lower":
        text = text.lower()
        if rng.random() < 0.75:
            text = re.sub(r"[?.!]+$", "", text)
        if rng.random() < 0.4:
            text = text.replace("'", "")
        return text or "?"
    if style == "sloppy":
        text = text.lower().replace("'", "" if rng.random() < 0.6 else "'")
        if rng.random() < 0.25:
            long, short = rng.choice(sorted(SHORTHAND.items()))
            text = re.sub(rf"\b{long}\b", short, text)
        words = text.split(" ")
        for i, word in enumerate(words):
            if rng.random() < 0.1 and word not in kept:
                words[i] = slip(word, rng)
        text = " ".join(words)
        text = re.sub(r"[?.!,]+$", "", text) or text
        roll = rng.random()
        if roll < 0.1:
            text += rng.choice(("!!", "??", "...", " lol", "!!!", " pls", " haha"))
        elif roll < 0.14:
            text = text.replace(" ", "  ", 1)
        elif roll < 0.17:
            text = text.upper()
        return text
    return text


def pick_style(rng):
    return rng.choices(("as_written", "tidy", "lower", "sloppy"), (0.3, 0.25, 0.33, 0.12))[0]
