"""A visitor without a browser: speaks Streamlit's own protocol over a websocket and waits for each run to end."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterable
from types import TracebackType

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

MOST_FOLDS = 8
"""How often a visitor opens what appeared in what was opened before."""


class RunFailed(RuntimeError):
    """The page showed an exception."""


class Visitor:
    """One session with a server on localhost.

    page: the address of the page, "" for the first one. keeps: all that the server sends is kept in `heard`; after
    `run_open` the messages of its last run stand in `last` and the files it offered, by the id of their button, in `files`.
    """

    def __init__(self, port: int, page: str = "", *, keeps: bool = False) -> None:
        self.page = page
        self.heard: list[bytes] = []
        self.last: list[bytes] = []
        self.files: list[tuple[str, bytes]] = []
        self._keeps = keeps
        self._session = ""
        self._server = f"localhost:{port}"
        self._socket = connect(f"ws://{self._server}/_stcore/stream", max_size=None, subprotocols=["streamlit"])  # type: ignore[list-item]

    def __enter__(self) -> Visitor:
        self._socket.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.__exit__(kind, error, trace)

    def run(self, query: str = "", timeout: float = 180, opened: Iterable[str] = ()) -> float:
        """Run the page with this query string; seconds until it was finished. Raises RunFailed or TimeoutError.

        opened: ids of folds that stand open.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self.page
        for id_ in opened:
            message.rerun_script.widget_states.widgets.add(id=id_, bool_value=True)
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            answer = self._next(timeout)
            kind = answer.WhichOneof("type")
            if kind == "new_session":
                self._session = answer.new_session.initialize.session_id
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RunFailed(f"{self.page}?{query}: {answer.delta.new_element.exception.message}")
            if kind == "script_finished":
                return time.perf_counter() - began

    def _next(self, timeout: float) -> ForwardMsg:
        data = self._socket.recv(timeout=timeout)
        data = data if isinstance(data, bytes) else data.encode()
        if self._keeps:
            self.heard.append(data)
        answer = ForwardMsg()
        answer.ParseFromString(data)
        return answer

    def run_open(self, query: str = "") -> None:
        """Run the page with every fold of it open, also those within folds, and fetch every file it offers.

        Needs `keeps`.
        """
        folds: set[str] = set()
        for _ in range(MOST_FOLDS):
            start = len(self.heard)
            self.run(query, opened=sorted(folds))
            found = self._folds(self.heard[start:]) | folds
            if found == folds:
                break
            folds = found
        self.last = self.heard[start:]
        self._fetch()

    @staticmethod
    def _folds(messages: Iterable[bytes]) -> set[str]:
        """The ids of expanders and popovers that tell the server when they are opened."""
        blocks = (ForwardMsg.FromString(data).delta.add_block for data in messages)
        return {id_ for block in blocks for id_ in (block.expandable.id, block.popover.id) if id_}

    def _fetch(self) -> None:
        self.files = []
        for button in [ForwardMsg.FromString(data).delta.new_element.download_button for data in self.last]:
            address = self._made(button.deferred_file_id) if button.deferred_file_id else button.url
            if address:
                with urllib.request.urlopen(f"http://{self._server}{address}", timeout=60) as answer:
                    self.files.append((button.id, answer.read()))
        self.heard += [data for _, data in self.files]

    def _made(self, id_: str) -> str:
        """The address of a file that the server makes when it is asked for."""
        message = BackMsg()
        message.backend_operation_request.request_id = id_
        message.backend_operation_request.session_id = self._session
        message.backend_operation_request.deferred_file.file_id = id_
        self._socket.send(message.SerializeToString())
        while True:
            answer = self._next(60)
            if answer.WhichOneof("type") == "backend_operation_response":
                response = answer.backend_operation_response
                if response.error_msg:
                    raise RunFailed(f"{self.page}: {response.error_msg}")
                return str(response.deferred_file.url)
