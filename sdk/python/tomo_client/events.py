"""What happens while a character answers."""

from dataclasses import dataclass, field
from typing import List, Literal, Optional, Union

from .types import Emotion, GestureName, VisemeName


@dataclass(frozen=True)
class Viseme:
    """A shape of the mouth."""

    #: Milliseconds from the start of the clause's samples.
    t: float
    #: Milliseconds.
    d: float
    v: VisemeName
    #: Weight at its peak, 0 to 1.
    w: float


@dataclass(frozen=True)
class Gesture:
    name: GestureName
    #: Milliseconds from the start of the clause's samples.
    t: float


@dataclass(frozen=True)
class Usage:
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass(frozen=True)
class TextEvent:
    """New text. All of it joined is the message."""

    message_id: str
    text: str
    type: Literal["text"] = "text"


@dataclass(frozen=True)
class SpeechEvent:
    """One clause, spoken."""

    message_id: str
    index: int
    text: str
    #: A whole WAV file: 16-bit, one channel. Empty where the clause has no sound.
    audio: bytes = field(repr=False)
    sample_rate_hz: int
    duration_ms: float
    visemes: List[Viseme] = field(repr=False)
    emotion: Emotion
    gestures: List[Gesture]
    type: Literal["speech"] = "speech"


@dataclass(frozen=True)
class CompleteEvent:
    """The answer is whole. Nothing comes after it."""

    message_id: str
    content: str
    audio_url: Optional[str]
    emotion: Emotion
    animation_triggers: List[GestureName]
    #: None where the answer was read from history after the connection had been lost.
    usage: Optional[Usage]
    type: Literal["complete"] = "complete"


@dataclass(frozen=True)
class InterruptedEvent:
    """The answer was cut off; ``content`` is what had been said. Nothing comes after it."""

    message_id: str
    content: str
    type: Literal["interrupted"] = "interrupted"


AnswerEvent = Union[TextEvent, SpeechEvent, CompleteEvent, InterruptedEvent]
