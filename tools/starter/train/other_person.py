"""Says something as the other one says it: "i lost my keys" is "you lost your keys", "do you like me" is "do I like you"."""

import re

WORD = re.compile(r"[\w'’]+|[^\w\s]|\s+")

SWAPPED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are",
    "i'm": "you're", "im": "you're", "i've": "you've", "ive": "you've", "i'll": "you'll", "i'd": "you'd",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "we're": "you're", "we've": "you've", "we'll": "you'll", "we'd": "you'd",
    "your": "my", "ur": "my", "yours": "mine", "yourself": "myself", "you're": "I'm", "youre": "I'm",
    "you've": "I've", "youve": "I've", "you'll": "I'll", "youll": "I'll", "you'd": "I'd",
}
APOSTROPHES = {word.replace("'", ""): word for word in (
    "don't can't won't didn't doesn't isn't wasn't haven't couldn't it's that's he's she's what's aren't wouldn't "
    "shouldn't hasn't there's they're").split()}
YOU = ("you", "u")
# Behind or before such a word "you" does something, and is "I" when said back; elsewhere it is "me".
BEFORE_I = set(
    "do did don't didn't can can't could couldn't will won't would wouldn't shall should shouldn't have haven't had may "
    "might must if that when because what why how where since whether and as than while until think know say said hope "
    "guess sure".split())
BEHIND_I = set(
    "can can't could couldn't will won't would wouldn't shall should have haven't had may might must do did don't didn't "
    "know think like want need feel get see say said ever never always also really just even still only live sleep eat "
    "look sound work".split())
# What "you" is or was, and what "I" am or was.
BE = {"are": "am", "were": "was", "aren't": "aren't", "weren't": "wasn't"}
WAS = {"was": "were", "wasn't": "weren't"}
# Many begin with what they did: "just bought a house" is "you just bought a house".
DID = re.compile(
    r"(just |finally |also |only |already )?(\w{2,}ed|ate|bought|built|broke|brought|burnt|came|caught|did|drank|drove|"
    r"dreamt|fell|felt|forgot|found|gave|got|had|heard|learnt|left|lost|made|met|ran|read|rode|sang|sat|saw|sent|slept|"
    r"sold|spent|spilt|stood|taught|thought|told|took|went|woke|won|wore|wrote)\b(?! by)", re.I)


def of_you(before, behind):
    """What "you" is when said back, between two words: "I", "me", or "you" in "thank you"."""
    if before == "thank":
        return "you"
    does = not before or before in BEFORE_I or before in BE or behind in BE or behind in BEHIND_I
    return "I" if does else "me"


def of_word(words, i):
    """What words[i] is when said back; "" stands for a punctuation mark."""

    def at(place):
        return words[place] if 0 <= place < len(words) else ""

    word, before, behind = words[i], at(i - 1), at(i + 1)
    if word in YOU:
        return of_you(before, behind)
    if word in BE and (before in YOU or behind in YOU):
        you = i - 1 if before in YOU else i + 1
        return BE[word] if of_you(at(you - 1), at(you + 1)) == "I" else word
    if word in WAS and "i" in (before, behind, at(i - 2) if before.endswith("ly") else ""):
        return WAS[word]
    if word == "am" and before and "i" not in (before, behind):
        return word
    return SWAPPED.get(word, word)


def turned(clause):
    """A clause as the other one says it.

    @param clause no more than one sentence, in English
    """
    pieces = WORD.findall(f"i {clause}" if DID.match(clause) else clause)
    places = [n for n, piece in enumerate(pieces) if not piece.isspace()]
    words = [pieces[n].lower().replace("’", "'") if pieces[n][0].isalnum() else "" for n in places]
    words = [APOSTROPHES.get(word, word) for word in words]
    for i, n in enumerate(places):
        said = of_word(words, i)
        if said and said != pieces[n].lower():
            pieces[n] = said
    return "".join(pieces)
