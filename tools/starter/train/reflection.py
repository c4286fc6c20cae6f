"""Answers that say back what was said: "You didn't sleep well? Tell me more, I'm listening."

They fit whatever is meant, so the model gives one where it hesitates between many kinds. For that no message is marked as
hard: of all messages an even share is answered so. A model that names the likeliest kind then names this one wherever none
of the others is likelier than that share (after Chow, On Optimum Recognition Error and Reject Tradeoff, 1970).
"""

import re

from other_person import turned
from state import Turn
from templates import fill, slots_in
from typing_noise import QUESTION
from unheard import manner

# So many messages are answered so: 0.3 / (1 - 0.3) is the chance below which a kind is no longer named.
SHARE = 0.3
# No more words than these are said back, and no fewer.
MOST_WORDS, LEAST_WORDS = 12, 3
# What somebody must not hear said back, or is always understood.
NEVER = re.compile(
    r"broad_(loss|low|arriving|leaving|kind_to_tomo|say_nice|reaction|is_it_safe|how_in_app)|"
    r"follow_up.*(thanks|bye|luck)")
KINDS = re.compile(r"broad_|follow_up")

# What is asked about the one who answers is no riddle to be said back: "can I be sad?" is for nobody else to know.
ASKS_ME = re.compile(r"\b(you|u|your|ur|yours|yourself|you're|youre|tomo)\b", re.I)
OPENING = re.compile(
    r"^((and|but|so|well|oh|hey|hi|hello|ok|okay|also|yeah|yes|haha|lol|hm+|um+|tomo|anyway|please|sorry|"
    r"good (morning|evening|afternoon))\b[,!.]* *)+", re.I)
CLOSING = re.compile(
    r"([ ,]+(lol|haha+|pls|please|tomo|tho|though|right|huh|btw|x+|[:;=]['’]?[()/DPp|]+))+[?!.]*$", re.I)
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
CLAUSE = re.compile(r",? (?:and|but|because|so|cuz|cause|although|while)\b |[,;:] | [-–—] ")
UNSPOKEN = re.compile(r"[\"“”()\[\]{}<>*_\n]|https?:")


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

    def __init__(self, pools, rng, exchanges):
        self.pools, self.rng, self.exchanges = pools, rng, exchanges

    def answer(self, message):
        """(answer, what it is about), or None where nothing can be said back to a message."""
        clause, how = clause_of(message) or (None, None)
        if how == "question" and ASKS_ME.search(clause):
            return None
        block = clause and self.pools.intents.get(("en", f"un_{how}"))
        fit = [x for x in block.of("a") if "said" in slots_in(x.text)] if block else ()
        if not fit:
            return None
        answer = fill(self.rng.choice(fit).text, block, self.pools.slots, {"said": turned(clause)}, self.rng)
        return answer, self.pools.about(block)

    def among(self, turns):
        """A talk in which some of the answers are such ones; what each is to stays known."""
        out = list(turns)
        for i, turn in enumerate(turns):
            if i == 0 or not self._may_be(turn) or self.rng.random() >= SHARE:
                continue
            answered = self.answer(turns[i - 1].text)
            if answered:
                out[i] = turn._replace(text=answered[0], about=answered[1])
        return out

    def strange(self, state):
        """Adds a message of words that have nothing to do with each other, said back; gives whether it did.

        Only saying back is learned from it, whatever the words are; when to do so is not, as the answer has no subject.
        """
        message = self.exchanges.unheard.next(self.rng)
        said = message and self.exchanges.user(message, state, {})
        answered = said and self.answer(said)
        if not answered:
            return False
        state.turns += [Turn("user", said, taught=False), Turn("assistant", answered[0], about=answered[1])]
        return True

    def _may_be(self, turn):
        """Whether an answer may be one that says back what was said."""
        kinds = turn.about if turn.who == "assistant" and turn.taught else ()
        return bool(kinds) and bool(KINDS.match(kinds[0])) and not any(NEVER.match(x) for x in kinds)
