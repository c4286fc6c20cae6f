"""What Tomo's API sends. Times are ISO 8601, in UTC."""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Literal, Optional, TypedDict

CharacterStatus = Literal["draft", "published", "archived"]
Emotion = Literal["neutral", "happy", "angry", "sad", "relaxed", "surprised"]
GestureName = Literal["nod", "shake_head", "wave", "gesture_explain", "think", "bow", "laugh", "shrug"]
VisemeName = Literal["aa", "ih", "ou", "ee", "oh", "sil"]
Scope = Literal["read", "chat", "write"]
Tier = Literal["free", "pro", "enterprise"]


class VoiceConfigDraft(TypedDict, total=False):
    """What is left out stays as it is."""

    provider: str
    voice_id: str
    speed: float
    pitch: float
    language: str


@dataclass(frozen=True)
class Pagination:
    page: int
    limit: int
    total: int
    pages: int


@dataclass(frozen=True)
class VoiceConfig:
    provider: str
    voice_id: str
    #: 1 is normal; 0.5 to 2.
    speed: float
    #: 1 is normal; 0.5 to 2.
    pitch: float
    #: BCP 47; chosen by the text where it is left out.
    language: Optional[str] = None


@dataclass(frozen=True)
class VrmModelOfCharacter:
    id: str
    name: str
    preview_url: Optional[str]
    file_url: str


@dataclass(frozen=True)
class Character:
    id: str
    owner_id: str
    name: str
    description: str
    status: CharacterStatus
    vrm_model_id: Optional[str]
    vrm_model: VrmModelOfCharacter
    system_prompt: str
    voice_config: VoiceConfig
    mode: str
    created_at: str
    updated_at: str
    #: None until it is published.
    public_url: Optional[str]
    knowledge_base_ids: List[str] = field(default_factory=list)
    #: What the request named and does not exist (yet).
    warnings: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class KnowledgeBaseOfCharacter:
    id: str
    name: str
    document_count: int


@dataclass(frozen=True)
class CharacterAnalytics:
    total_conversations: int
    #: From 1 to 5; None where no answer was rated.
    avg_rating: Optional[float]
    total_messages: int


@dataclass(frozen=True)
class CharacterDetail(Character):
    """One character that was asked for by its id."""

    knowledge_bases: List[KnowledgeBaseOfCharacter] = field(default_factory=list)
    analytics: Optional[CharacterAnalytics] = None


@dataclass(frozen=True)
class Publication:
    """What publishing a character gives."""

    id: str
    status: CharacterStatus
    public_url: str
    #: HTML for a page that shows the character in a frame.
    embed_code: str


@dataclass(frozen=True)
class Message:
    id: str
    role: Literal["user", "assistant"]
    content: str
    timestamp: str
    #: Of an answer: the message that it answers.
    reply_to: Optional[str] = None
    audio_url: Optional[str] = None
    emotion: Optional[Emotion] = None
    animation_triggers: List[GestureName] = field(default_factory=list)
    #: ``interrupted``: it was cut off; ``content`` is what had been said.
    state: Optional[Literal["complete", "interrupted"]] = None
    #: Of an answer: from 1 to 5, None without one.
    rating: Optional[int] = None
    rating_comment: Optional[str] = None


@dataclass(frozen=True)
class ConversationSummary:
    id: str
    user_id: str
    character_id: str
    started_at: str
    updated_at: str
    #: Held with somebody without an account, on a public page.
    visitor: bool


@dataclass(frozen=True)
class ConversationData(ConversationSummary):
    #: Oldest first.
    messages: List[Message]


@dataclass(frozen=True)
class VrmModel:
    id: str
    name: str
    category: str
    preview_url: Optional[str]
    file_url: str
    polygon_count: int
    file_size_mb: float
    tags: List[str]
    builtin: bool


@dataclass(frozen=True)
class Voice:
    id: str
    name: str
    #: BCP 47.
    language: str
    gender: Literal["female", "male", "neutral"]
    provider: str


@dataclass(frozen=True)
class Account:
    id: str
    email: Optional[str]
    username: Optional[str]
    name: str
    role: Literal["owner", "admin", "user"]
    tier: Tier
    #: None where the tier's own number holds, and for the owner, who has no limit.
    requests_per_hour: Optional[int]
    email_verified: bool
    created_at: str


@dataclass(frozen=True)
class ApiKey:
    id: str
    name: str
    #: The last letters of the key.
    hint: str
    scopes: List[Scope]
    created_at: str
    expires_at: Optional[str]
    #: To the minute.
    last_used_at: Optional[str]


@dataclass(frozen=True)
class NewApiKey(ApiKey):
    #: Shown this once.
    key: str


@dataclass(frozen=True)
class EngineStatus:
    state: str
    restarts: int


@dataclass(frozen=True)
class ModelStatus:
    id: str
    name: str
    starter: bool
    state: Literal["ready", "loading", "failed"]
    backend: Optional[str]
    context_tokens: Optional[int]
    error: Optional[Dict[str, Any]]


@dataclass(frozen=True)
class Status:
    version: str
    engine: EngineStatus
    model: ModelStatus


@dataclass(frozen=True)
class Settings:
    model: Dict[str, Any]
    allowed_origins: List[str]
    allowed_hosts: List[str]
    registration: Literal["open", "closed"]
    bigger_model_hint_seen: bool
    webhook_allowed_hosts: List[str]
    smtp: Optional[Dict[str, Any]]
