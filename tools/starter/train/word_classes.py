"""Words and phrases of users that may stand for each other: "ferret" for "dog", "got fired" for "lost my job".

Each line of `corpus/classes/*.txt` is a class, `name: entry | entry / entry | entry`. What stands behind the slash is put in
the place of others but is never replaced itself, because it means other things elsewhere.
"""

import re
from functools import cache
from pathlib import Path

CLASSES = Path(__file__).resolve().parent.parent / "corpus" / "classes"
WORD = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")
# No entry has more words.
MOST_WORDS = 6
# Of the messages so many stay as they were written, and of the words that have a class so many in the others.
UNTOUCHED, KEPT = 0.15, 0.4
BREAK = re.compile(r"[.,!?;:|()]")
AN = re.compile(r"[aeiou]|hour|honest", re.I)
NOT_AN = re.compile(r"uni|use|user|euro|one\b|once|ufo|ukul", re.I)


def words_of(text):
    return tuple(word.lower() for word in WORD.findall(text))


def parse_class(line):
    """(name, entries that are replaced, entries that are only put in) of a line. @raise ValueError where it is no class."""
    name, colon, entries = line.partition(":")
    if not colon or not re.fullmatch(r"\w+", name):
        raise ValueError("a class is written `name: entry | entry`")
    taken, _, put = entries.partition(" / ")
    taken, put = ([entry.strip() for entry in part.split("|") if entry.strip()] for part in (taken, put))
    for entry in (*taken, *put):
        if not 0 < len(words_of(entry)) <= MOST_WORDS or re.search(r"[{}()\[\]<>/]", entry):
            raise ValueError(f"no entry: {entry}")
    if len(taken) + len(put) < 2:
        raise ValueError("a class of one entry")
    return name, taken, put


def read_classes(folder=CLASSES):
    """([(entries replaced, entries put in)], problems as `FILE:LINE text`) of a folder."""
    classes, problems = [], []
    for path in sorted(folder.glob("*.txt")):
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                _, taken, put = parse_class(line)
                classes.append((taken, [*taken, *put]))
            except ValueError as error:
                problems.append(f"{path.name}:{n} {error}")
    return classes, problems


def with_article(before, entry):
    """The text before an entry, with the article that the entry takes."""
    article = re.search(r"\b(an?)( +)$", before, re.I)
    if not article:
        return before
    vowel = AN.match(entry) and not NOT_AN.match(entry)
    return before[:article.start()] + article.group(1)[0] + ("n" if vowel else "") + article.group(2)


class WordClasses:
    def __init__(self, classes):
        self.of = {}
        for taken, entries in classes:
            for entry in taken:
                self.of.setdefault(words_of(entry), []).append(entries)

    def swap(self, text, rng):
        """A text with some of its words in the place of others of their class; the longest entries are looked for first."""
        if rng.random() < UNTOUCHED:
            return text
        words, out, done, i = list(WORD.finditer(text)), [], 0, 0
        while i < len(words):
            entries, count = self._at(text, words, i)
            if entries and rng.random() >= KEPT:
                start, end = words[i].start(), words[i + count - 1].end()
                entry = rng.choice(rng.choice(entries))
                if text[start].isupper() and re.search(r"(^|[.!?] +)$", text[:start]):
                    entry = entry[0].upper() + entry[1:]
                out += [with_article(text[done:start], entry), entry]
                done = end
            i += count
        return "".join(out) + text[done:]

    def _at(self, text, words, i):
        """(the classes of the longest entry that begins at word i, or None; how many words it has, or 1)"""
        lowered = [word.group().lower() for word in words[i:i + MOST_WORDS]]
        for count in range(len(lowered), 0, -1):
            entries = self.of.get(tuple(lowered[:count]))
            if entries and not (count > 1 and BREAK.search(text, words[i].start(), words[i + count - 1].end())):
                return entries, count
        return None, 1


@cache
def word_classes():
    """The classes of the corpus, read once."""
    return WordClasses(read_classes()[0])
