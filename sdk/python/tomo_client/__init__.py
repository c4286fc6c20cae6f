"""Talk to Tomo, a private companion on your own computer."""

from .answer import Answer
from .client import ChatVRMClient, TomoClient
from .conversation import Conversation
from .errors import TomoError
from .events import (
    AnswerEvent,
    CompleteEvent,
    Gesture,
    InterruptedEvent,
    SpeechEvent,
    TextEvent,
    Usage,
    Viseme,
)
from .page import Page
from .sign_in import Session
from .types import (
    Account,
    ApiKey,
    Character,
    CharacterAnalytics,
    CharacterDetail,
    ConversationSummary,
    Message,
    NewApiKey,
    Pagination,
    Publication,
    Settings,
    Status,
    Voice,
    VoiceConfig,
    VrmModel,
)

__all__ = [
    "Account",
    "Answer",
    "AnswerEvent",
    "ApiKey",
    "Character",
    "CharacterAnalytics",
    "CharacterDetail",
    "ChatVRMClient",
    "CompleteEvent",
    "Conversation",
    "ConversationSummary",
    "Gesture",
    "InterruptedEvent",
    "Message",
    "NewApiKey",
    "Page",
    "Pagination",
    "Publication",
    "Session",
    "Settings",
    "SpeechEvent",
    "Status",
    "TextEvent",
    "TomoClient",
    "TomoError",
    "Usage",
    "Viseme",
    "Voice",
    "VoiceConfig",
    "VrmModel",
]
