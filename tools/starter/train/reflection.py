"""Answers that say back what was said: "You didn't sleep well? Tell me more, I'm listening."

They fit whatever is meant, so the model gives one where it hesitates between many kinds. For that no message is marked as
hard: of all messages an even share is answered so. A model that names the likeliest kind then names this one wherever none
of the others is likelier than that share (after Chow, On Optimum Recognition Error and Reject Tradeoff, 1970).
"""

import re

from templates import fill, slots_in
from typing_noise import QUESTION
from unheard import manner

# So many messages are answered so: 0.3 / (1 - 0.3) is the chance below which a kind is no longer named.
SHARE = 0.3
# No more words than these are said back, and no fewer.
MOST_WORDS, LEAST_WORDS = 12, 3
# What somebody must not hear said back, or is always understood.
NEVER = re.compile(r"broad_(loss|low|arriving|leaving|kind_to_tomo|say_nice|reaction|is_it_safe|how_in_app)|follow_up.*(thanks|bye|luck)")
KINDS = re.compile(r"broad_|follow_up")

OPENING = re.compile(r"^((and|but|so|well|oh|hey|hi|hello|ok|okay|also|yeah|yes|haha|lol|hm+|um+|tomo|anyway|please|sorry|good (morning|evening|afternoon))\b[,!.]* *)+", re.I)
CLOSING = re.compile(r"([ ,]+(lol|haha+|pls|please|tomo|tho|though|right|huh|btw|x+|[:;=]['’]?[()/DPp|]+))+[?!.]*$", re.I)
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
CLAUSE = re.compile(r",? (?:and|but|because|so|cuz|cause|although|while)\b |[,;:] | [-–—] ")
UNSPOKEN = re.compile(r"[\"“”()\[\]{}<>*_\n]|https?:")
WORD = re.compile(r"[\w'’]+|[^\w\s]|\s+")

# Words that are another's when somebody else says them.
SWAPPED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you're", "im": "you're", "i've": "you've",
    "ive": "you've", "i'll": "you'll", "i'd": "you'd", "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "we're": "you're", "we've": "you've", "we'll": "you'll", "we'd": "you'd", "am": "are",
    "your": "my", "ur": "my", "yours": "mine", "yourself": "myself", "you're": "I'm", "youre": "I'm", "you've": "I've", "youve": "I've",
    "you'll": "I'll", "youll": "I'll", "you'd": "I'd",
}
APOSTROPHES = {"dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't",
               "havent": "haven't", "couldnt": "couldn't", "its": "it's", "thats": "that's", "hes": "he's", "shes": "she's", "whats": "what's",
               "arent": "aren't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "hasnt": "hasn't", "theres": "there's", "theyre": "they're"}
# What somebody does of whom it is said: behind or before such a word "you" is "I", elsewhere "me".
BEFORE_I = set("do did don't didn't can can't could couldn't will won't would wouldn't shall should shouldn't have haven't had may might must "
               "if that when because what why how where since whether and as than while until think know say said hope guess sure".split())
BEHIND_I = set("can can't could couldn't will won't would wouldn't shall should have haven't had may might must do did don't didn't know think like "
               "want need feel get see say said ever never always also really just even still only live sleep eat look sound work".split())
# Many begin with what they did: "just bought a house" is "you just bought a house".
DID = re.compile(r"(just |finally |also |only |already )?(\w{2,}ed|ate|bought|built|broke|brought|burnt|came|caught|did|drank|drove|dreamt|fell|felt|forgot|"
                 r"found|gave|got|had|heard|learnt|left|lost|made|met|ran|read|rode|sang|sat|saw|sent|slept|sold|spent|spilt|stood|taught|thought|told|"
                 r"took|went|woke|won|wore|wrote)\b(?! by)", re.I)
BE = {"are": "am", "were": "was", "aren't": "aren't", "weren't": "wasn't"}


def spoken_of(words, i):
    """What "you" is in words said back: "I" or "me"; words[i] is that "you", and "" stands for a punctuation mark."""
    before = words[i - 1] if i else ""
    behind = words[i + 1] if i + 1 < len(words) else ""
    if before == "thank":
        return "you"
    if not before or before in BEFORE_I or before in BE or behind in BE or behind in BEHIND_I:
        return "I"
    return "me"


def turned(clause):
    """A clause as the other one says it: "i lost my keys" is "you lost your keys", "do you like me" is "do I like you"."""
    pieces = WORD.findall(f"i {clause}" if DID.match(clause) else clause)
    places = [n for n, piece in enumerate(pieces) if not piece.isspace()]
    words = [APOSTROPHES.get(x, x) if x[0].isalnum() else "" for x in (pieces[n].lower().replace("’", "'") for n in places)]
    for i, (n, word) in enumerate(zip(places, words)):
        before, behind = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        if word in ("you", "u"):
            said = spoken_of(words, i)
        elif word in BE and ("you" in (before, behind) or "u" in (before, behind)) and spoken_of(words, i - 1 if before in ("you", "u") else i + 1) == "I":
            said = BE[word]
        elif word in ("was", "wasn't") and "i" in (before, behind, words[i - 2] if i > 1 and before.endswith("ly") else ""):
            said = word.replace("was", "were")
        elif word in SWAPPED and not (word == "am" and before and "i" not in (before, behind)):
            said = SWAPPED[word]
        elif word and word != pieces[n].lower():
            said = word
        else:
            continue
        pieces[n] = said
    return "".join(pieces)


def clause_of(message):
    """(the part of a message that is said back, without its end mark; how it is said, as `manner`): the longest sentence, or a
    question at the end. None where there is none that is short enough."""
    text = message if message != message.upper() else message.lower()
    sentences = [CLOSING.sub("", OPENING.sub("", x)).strip() for x in SENTENCE.split(text.strip())]
    sentences = [x for x in sentences if len(x.split()) >= LEAST_WORDS and not UNSPOKEN.search(x)]
    if not sentences:
        return None
    how = manner(sentences[-1])
    sentence = sentences[-1] if how == "question" else max(reversed(sentences), key=lambda x: len(x.split()))
    how, clause = manner(sentence), sentence.strip(" .!?…,")
    if len(clause.split()) > MOST_WORDS:
        parts = [x for x in CLAUSE.split(clause) if LEAST_WORDS <= len(x.split()) <= MOST_WORDS]
        if not parts or how == "question":
            return None
        clause = parts[0]
    return clause if re.match(r"I\b|[A-Z]{2}", clause) else clause[0].lower() + clause[1:], how


class Reflections:
    """The answers to what is said back are those of the intents `un_statement`, `un_question` and `un_request`."""

    def __init__(self, pools, rng):
        self.pools, self.rng = pools, rng

    def answer(self, message):
        """(answer, what it is about), or None where nothing can be said back to a message."""
        clause, how = clause_of(message) or (None, None)
        block = clause and self.pools.intents.get(("en", f"un_{how}"))
        fit = [x for x in block.of("a") if "said" in slots_in(x.text)] if block else ()
        if not fit:
            return None
        return fill(self.rng.choice(fit).text, block, self.pools.slots, {"said": turned(clause)}, self.rng), self.pools.about(block)

    def among(self, turns):
        """A talk in which some of the answers are such ones; what each is to stays known."""
        out = list(turns)
        for i, turn in enumerate(turns):
            if turn.who != "assistant" or not turn.about or not turn.taught or i == 0 or self.rng.random() >= SHARE:
                continue
            if not KINDS.match(turn.about[0]) or any(NEVER.match(x) for x in turn.about):
                continue
            answered = self.answer(turns[i - 1].text)
            if answered:
                out[i] = turn._replace(text=answered[0], about=answered[1])
        return out
