"""``client.knowledge``"""

import json
from pathlib import Path
from typing import Any, Dict, Mapping, Optional, Union
from urllib.parse import quote

from .form import file_form
from .transport import Json, Transport


class Knowledge:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create_base(self, base: Mapping[str, Any]) -> Json:
        """:param base: ``name``, ``description``, ``chunk_size`` and ``chunk_overlap`` in characters, ``metadata``, …"""
        return self._transport.request("POST", "/knowledge/bases", body=base)

    def list_bases(
        self, *, limit: Optional[int] = None, offset: Optional[int] = None, search: Optional[str] = None
    ) -> Json:
        """``bases``, ``total``, ``limit``, ``offset``"""
        query = {"limit": limit, "offset": offset, "search": search}
        return self._transport.request("GET", "/knowledge/bases", query=query)

    def get_base(self, base_id: str) -> Json:
        return self._transport.request("GET", _path(base_id))

    def update_base(self, base_id: str, changes: Mapping[str, Any]) -> Json:
        """What is left out stays as it is."""
        return self._transport.request("PUT", _path(base_id), body=changes)

    def delete_base(self, base_id: str) -> Json:
        """With its documents."""
        return self._transport.request("DELETE", _path(base_id))

    def add_document(
        self,
        base_id: str,
        file: Union[str, Path, bytes],
        *,
        filename: Optional[str] = None,
        metadata: Optional[Mapping[str, Any]] = None,
    ) -> Json:
        """
        It is read in the background; `get_document` tells how far it is.

        :param file: a path, or the bytes of a document
        :param metadata: searches can be narrowed by it
        """
        content = file if isinstance(file, bytes) else Path(file).read_bytes()
        name = filename or ("document" if isinstance(file, bytes) else Path(file).name)
        fields = {} if metadata is None else {"metadata": json.dumps(metadata, ensure_ascii=False)}
        form = file_form(content, name, fields)
        return self._transport.request("POST", f"{_path(base_id)}/documents", form=form)

    def list_documents(
        self,
        base_id: str,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        search: Optional[str] = None,
        status: Optional[str] = None,
    ) -> Json:
        """``documents``, ``total``, ``limit``, ``offset``"""
        query = {"limit": limit, "offset": offset, "search": search, "status": status}
        return self._transport.request("GET", f"{_path(base_id)}/documents", query=query)

    def get_document(self, base_id: str, document_id: str) -> Json:
        return self._transport.request("GET", f"{_path(base_id)}/documents/{quote(document_id, safe='')}")

    def delete_document(self, base_id: str, document_id: str) -> Json:
        return self._transport.request("DELETE", f"{_path(base_id)}/documents/{quote(document_id, safe='')}")

    def search(
        self,
        base_id: str,
        query: str,
        *,
        top_k: Optional[int] = None,
        score_threshold: Optional[float] = None,
        filters: Optional[Mapping[str, Any]] = None,
    ) -> Json:
        """``results`` with ``content``, ``metadata`` and ``score``; ``total``; ``query_time`` in seconds"""
        wishes: Dict[str, Any] = {"top_k": top_k, "score_threshold": score_threshold, "filters": filters}
        body = {name: value for name, value in wishes.items() if value is not None}
        return self._transport.request("POST", f"{_path(base_id)}/search", body={"query": query, **body})


def _path(base_id: str) -> str:
    return f"/knowledge/bases/{quote(base_id, safe='')}"
