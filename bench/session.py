"""A visitor without a browser: speaks Streamlit's own protocol over a websocket and waits for each run to end."""

from __future__ import annotations

import time
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect


class RunFailed(RuntimeError):
    """The page showed an exception."""


class Visitor:
    """One session with a server on localhost."""

    def __init__(self, port: int, page: str = "") -> None:
        self._page = page
        self._socket = connect(f"ws://localhost:{port}/_stcore/stream", max_size=None, subprotocols=["streamlit"])  # type: ignore[list-item]

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def run(self, query: str = "", timeout: float = 180) -> float:
        """Run the page with this query string; seconds until it was finished. Raises RunFailed or TimeoutError."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self._page
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            data = self._socket.recv(timeout=timeout)
            answer = ForwardMsg()
            answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RunFailed(answer.delta.new_element.exception.message)
            if kind == "script_finished":
                return time.perf_counter() - began
