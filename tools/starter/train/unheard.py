"""Messages for which nobody wrote an answer, so that the model learns to say that it has not understood.

The small words of a written line stay, and every word that could tell what it is about gives way to one of another line:
"my gravel told me a Tuesday". Without them a model of a few hundred things answers all others with one of those.
"""

import re
from collections import Counter

from names import invented_name
from typing_noise import QUESTION

# So many of the words users say most often say little of what is meant.
SMALL_WORDS = 250
REQUEST = re.compile(
    r"^((and|so|but|hey|ok|tomo|please|just|now),? )*"
    r"(tell|give|say|show|make|write|sing|let's|lets|help|explain|remind|wish|play|describe|guess|read|find|teach|"
    r"motivate|cheer|suggest|recommend|pick|choose|convince|rate|draw|translate|remember|list|open)\b", re.I)
WORD = re.compile(r"[a-z']+", re.I)
ENDINGS = ("ing", "ed", "ly", "s")
# Of the words put in so many are none: what a person types may be no word of the corpus either.
INVENTED = 0.15


def manner(text):
    """How something is said: 'question', 'request' or 'statement'."""
    if QUESTION.match(text) or text.rstrip().endswith("?"):
        return "question"
    return "request" if REQUEST.match(text) else "statement"


def ending(word):
    return next((x for x in ENDINGS if word.endswith(x)), "")


class Unheard:
    """`blocks`: the intents whose users' lines are taken apart."""

    def __init__(self, blocks, small_words=SMALL_WORDS):
        # A slot would put in what has a meaning of its own: a name, a dish.
        self.lines = [x.text for block in blocks for x in block.of("u") if not re.search(r"[{}()|]", x.text)]
        counts = Counter(word for line in self.lines for word in WORD.findall(line.lower()))
        self.small = {word for word, _ in counts.most_common(small_words)}
        self.large = {}
        for word in sorted(counts):
            if word not in self.small and len(word) > 2:
                self.large.setdefault(ending(word), []).append(word)

    def word(self, rng, end=""):
        """A word with an ending, as likely as any other, or an invented one. The lines must have such a word."""
        return invented_name(rng).lower() if rng.random() < INVENTED else rng.choice(self.large[end])

    def next(self, rng):
        """A message; None where the lines are too few to make one."""
        for _ in range(20 if self.lines else 0):
            line, swapped = rng.choice(self.lines), 0
            words = line.split(" ")
            for i, word in enumerate(words):
                bare = word.lower().strip(".,!?")
                if ending(bare) in self.large and bare not in self.small and WORD.fullmatch(bare):
                    words[i] = self.word(rng, ending(bare)) + word[len(word.rstrip(".,!?")):]
                    swapped += 1
            if swapped >= 2 and len(words) >= 4:
                return " ".join(words)
        return None
