"""``client.characters``"""

from typing import Any, Dict, List, Literal, Optional
from urllib.parse import quote

from .decode import decode
from .page import Page, load_page
from .transport import Transport
from .types import Character, CharacterDetail, CharacterStatus, Publication, VoiceConfigDraft


class Characters:
    """Who one can talk to."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        page: Optional[int] = None,
        limit: Optional[int] = None,
        status: Optional[CharacterStatus] = None,
        owner: Optional[Literal["me"]] = None,
    ) -> Page[Character]:
        """
        Newest first.

        :param limit: how many a page has, 1 to 100
        :param owner: ``me``: only one's own; whoever owns the installation sees everybody's without it
        """
        query = {"page": page, "limit": limit, "status": status, "owner": owner}
        return load_page(self._transport, "/characters", "characters", Character, query)

    def create(
        self,
        *,
        name: str,
        description: Optional[str] = None,
        vrm_model_id: Optional[str] = None,
        system_prompt: Optional[str] = None,
        voice_config: Optional[VoiceConfigDraft] = None,
        mode: Optional[str] = None,
        knowledge_base_ids: "Optional[List[str]]" = None,
    ) -> Character:
        """What is left out has Tomo's default. Ids that do not exist yet are named in ``warnings``."""
        draft: Dict[str, Any] = {
            "name": name,
            "description": description,
            "vrm_model_id": vrm_model_id,
            "system_prompt": system_prompt,
            "voice_config": voice_config,
            "mode": mode,
            "knowledge_base_ids": knowledge_base_ids,
        }
        body = {key: value for key, value in draft.items() if value is not None}
        return decode(Character, self._transport.request("POST", "/characters", body=body))

    def get(self, character_id: str) -> CharacterDetail:
        """With figures that are counted from its conversations."""
        return decode(CharacterDetail, self._transport.request("GET", _path(character_id)))

    def update(self, character_id: str, **changes: Any) -> Character:
        """
        What is left out stays as it is, inside ``voice_config`` too.

        :param changes: as for `create`; ``vrm_model_id=None`` goes back to the default model
        """
        return decode(Character, self._transport.request("PUT", _path(character_id), body=changes))

    def publish(self, character_id: str) -> Publication:
        """Everybody who reaches this server can then talk to it, without a key and within limits."""
        return decode(Publication, self._transport.request("POST", f"{_path(character_id)}/publish"))

    def unpublish(self, character_id: str) -> Character:
        """Shows its visitors out. Its address is kept for it."""
        return self._change(character_id, "unpublish")

    def archive(self, character_id: str) -> Character:
        """Nobody talks to it or visits it any more; what was said to it stays."""
        return self._change(character_id, "archive")

    def unarchive(self, character_id: str) -> Character:
        return self._change(character_id, "unarchive")

    def delete(self, character_id: str) -> None:
        """With every conversation that anybody had with it."""
        self._transport.request("DELETE", _path(character_id))

    def _change(self, character_id: str, change: str) -> Character:
        return decode(Character, self._transport.request("POST", f"{_path(character_id)}/{change}"))


def _path(character_id: str) -> str:
    return f"/characters/{quote(character_id, safe='')}"
