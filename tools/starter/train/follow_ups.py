"""What is said in the midst of a talk: somebody thanks, asks, has a plan, or tells more, something glad or something sad.

A dialogue's own answers fit one place in one talk, and hardly anybody will ever be at just that place. So each of these
answers is of a kind, too, whose own answers (en/0-next.txt) fit whatever the talk is about: the model falls back on those
where it hesitates between all the places that it knows.
"""

import re

from corpus_format import EMOTIONS, REFERENCE

KIND = "follow_up"
# In these the talk is what matters. In a game, a riddle, or where something told is asked back, an answer must be the one.
TALKS = re.compile(r"en/(0-(talks|follow-ups)|1-dialogues)")
FEELING = re.compile(rf"\[({'|'.join(EMOTIONS)})\]")
ASKS = re.compile(r"^((and|so|but|ok|okay|tomo|please),? )*"
                  r"(what|how|why|should|do you|did you|can you|can i|is|are|will|would you|could you)\b", re.I)
# What is said, and what kind that is with a glad answer, and with another; the first that is found counts.
DOES = (
    (re.compile(r"\b(wish me luck|fingers crossed|root for me|pray for me)\b", re.I), "luck", "luck"),
    (re.compile(r"\b(bye|good ?night|see you|gotta go|have to go|talk later|(going|off) to bed)\b", re.I), "bye", "bye"),
    (re.compile(r"\b(thanks|thank you|thx|ty|cheers)\b", re.I), "thanks", "thanks_calm"),
    (re.compile(r"(^|\b(ok|okay|alright|yeah|so|and|then|maybe|perhaps|think|guess),? )"
                r"(i'?ll|i will|i'?m (going to|gonna)|i (should|could|might) (just |really )?(try|ask|call|go|talk|write|do))\b",
                re.I), "plan", "step"),
)
# After this nothing is simply nice, whatever the answer says that it is told for.
BUT = re.compile(
    r"\b(no|not|don'?t|doesn'?t|didn'?t|can'?t|isn'?t|never|nothing|nobody|only|but|too|hate|alone|tired|sick|ill|sore|hurts?|cry|cried|"
    r"broken?|lost|died|dead|sad|bad|worse|worst|wrong|late|hard|difficult|problem|pain|angry|scared|afraid|nervous|worried|miss)\b", re.I)
# What people fear is told in the words of a plan, too.
FEARED = re.compile(r"\b(never|afraid|scared|lose|fail|forget|worried)\b", re.I)


def follow_up_kinds(said, answer, begun_with):
    """The names of the intents that something said in the midst of a talk is of, the first that there is counts.

    `answer`: what its dialogue answers, with tags, which tells the mood; `begun_with`: the broadest kind that the talk began
    with, or None.
    """
    does = what_is_done(said, answer)
    of_all = f"{KIND}_{does}"
    return (f"{KIND}_{begun_with.replace('broad_', '')}_{does}", of_all) if begun_with else (of_all,)


def what_is_done(said, answer):
    """What somebody does with something said in the midst of a talk, as in the name of an intent of 0-next.txt."""
    feeling = FEELING.search(answer)
    glad = bool(feeling) and feeling.group(1) in ("happy", "surprised")
    sad = bool(feeling) and feeling.group(1) in ("sad", "angry")
    if said.rstrip().endswith("?") or ASKS.match(said):
        return "asks"
    if not sad and not FEARED.search(said):
        for pattern, with_glad, with_other in DOES:
            if pattern.search(said):
                return with_glad if glad else with_other
    if glad and not BUT.search(said):
        return "happy"
    return "sad" if sad else "calm"


def is_talk(block):
    """Whether the answers of a dialogue are of such kinds."""
    return bool(TALKS.match(block.where)) and not block.tells


def begins_with(block):
    """The name of the intent that a dialogue's first message is of, or None where that is not known."""
    reference = REFERENCE.fullmatch(block.lines[0].text)
    return block.about or reference and reference.group(1)
