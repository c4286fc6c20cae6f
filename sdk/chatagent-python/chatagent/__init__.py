"""
A thin client of the ChatAgent API, as Tomo speaks it on your own computer.

Answers are the API's own JSON, as dictionaries.
"""

from .client import ChatAgentClient
from .errors import ChatAgentError

__all__ = ["ChatAgentClient", "ChatAgentError"]
