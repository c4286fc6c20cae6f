"""Which kind of thing a message is about, and the tokens that say so before an answer.

A model that writes the first word of one of two thousand answers hesitates between all that fit somehow, and the likeliest
answer is not of the likeliest kind. So an answer begins with one or two tokens that name what it is about, first the whole
("good news") and then the part ("of the garden"): whatever speaks for a kind adds up there. They are control tokens,
which llama.cpp never shows.
"""

MARK = "<|about:{}|>"
# What an answer is about that cannot tell a fact, because no note does.
UNTOLD = "{}_untold"


def is_broad(name):
    """Whether an intent is a broad one, whose few answers are all that is to be said to it."""
    return name.startswith("broad_")


def is_marked(block):
    """Whether answers of a block of the corpus have marks: those of the English intents and facts."""
    return block.kind in ("intent", "fact") and block.language == "en"


class Kinds:
    """`broad` holds of an intent's name the broad intent that it belongs to, which may belong to a broader one."""

    def __init__(self, corpus):
        self.broad = {block.name: block.broad for block in corpus.kind("intent") if block.broad}

    def of(self, subject):
        """The broad intent of a subject, or None: a subject of a dialogue is `NAME/PLACE`."""
        name = subject.split("/")[0]
        return name if is_broad(name) else self.broad.get(name)

    def whole(self, kind):
        """The broadest kind of which this one is a part, or the kind itself."""
        while self.broad.get(kind, kind) != kind:
            kind = self.broad[kind]
        return kind

    def path(self, intent):
        """The names that lead to an answer of an intent: of the whole that it is a part of, if it is, and its own."""
        return (self.whole(intent), intent) if intent in self.broad else (intent,)


def marks(blocks):
    """The tokens that may stand before the answers of these blocks of a corpus."""
    marked = [block for block in blocks if is_marked(block)]
    untold = {UNTOLD.format(block.name) for block in marked if block.kind == "fact"}
    return sorted(MARK.format(name) for name in {block.name for block in marked} | untold)
