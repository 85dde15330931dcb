"""One hand for all files that leave: however many there are, they hold no thread.

A thread of the server writes a response's head and is free; the kernel of the machine
copies the file to the connection whenever its other side takes more (sendfile).
"""

import os
import queue
import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

LEAST_BYTES = 256 * 1024  # what is smaller leaves at once
TURN_BYTES = 1024 * 1024  # then others have their turn
PATIENCE = 60.0  # seconds without a byte taken
LOOK_ROUND = 5.0  # seconds


@dataclass(slots=True)
class Transfer:
    """A file on its way to one connection."""

    connection: socket.socket
    file: int
    offset: int
    left: int
    told: Callable[[int], None]
    sent: int = 0
    moved_at: float = field(default_factory=time.monotonic)


class Hand:
    """Sends files in a thread of its own; another tells what became of them."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[Transfer] = queue.SimpleQueue()
        self.ended: queue.SimpleQueue[Transfer] = queue.SimpleQueue()
        self.poller = selectors.DefaultSelector()
        self.wake, self.bell = socket.socketpair()
        self.under_way = 0

    def begin(self) -> None:
        """Threads do not survive a fork: begun in each process."""
        for number in (self.wake, self.bell):
            number.settimeout(0)
        self.poller.register(self.wake, selectors.EVENT_READ)
        threading.Thread(target=self.send, daemon=True).start()
        threading.Thread(target=self.tell, daemon=True).start()

    def take(self, transfer: Transfer) -> None:
        self.under_way += 1
        self.waiting.put(transfer)
        with suppress(OSError):  # it has been woken already
            self.bell.send(b"\0")

    def send(self) -> None:
        looked_at = time.monotonic()
        while True:
            for key, _ in self.poller.select(LOOK_ROUND):
                if key.data is None:
                    self.welcome()
                else:
                    self.push(key.data)
            at = time.monotonic()
            if at - looked_at >= LOOK_ROUND:
                looked_at = at
                self.leave_the_idle(at)

    def welcome(self) -> None:
        with suppress(OSError):
            self.wake.recv(4096)
        while not self.waiting.empty():
            transfer = self.waiting.get()
            transfer.connection.settimeout(0)
            self.poller.register(
                transfer.connection, selectors.EVENT_WRITE, data=transfer
            )

    def push(self, transfer: Transfer) -> None:
        try:
            moved = os.sendfile(
                transfer.connection.fileno(),
                transfer.file,
                transfer.offset,
                min(transfer.left, TURN_BYTES),
            )
        except BlockingIOError:
            return
        except OSError:
            self.end(transfer)
            return
        transfer.offset += moved
        transfer.left -= moved
        transfer.sent += moved
        transfer.moved_at = time.monotonic()
        if not moved or not transfer.left:
            self.end(transfer)

    def leave_the_idle(self, at: float) -> None:
        """Whoever takes nothing for long is gone, or holds us up."""
        for key in [*self.poller.get_map().values()]:
            if key.data is not None and at - key.data.moved_at > PATIENCE:
                self.end(key.data)

    def end(self, transfer: Transfer) -> None:
        self.poller.unregister(transfer.connection)
        with suppress(OSError):
            transfer.connection.shutdown(socket.SHUT_WR)
        transfer.connection.close()
        os.close(transfer.file)
        self.ended.put(transfer)

    def tell(self) -> None:
        while True:
            transfer = self.ended.get()
            transfer.told(transfer.sent)
            self.under_way -= 1


class HandingSocket:
    """A connection whose files leave by the hand; the rest is the socket's own."""

    def __init__(self, connection: socket.socket, hand: Hand) -> None:
        self.connection = connection
        self.hand = hand
        self.handed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def sendfile(self, file: Any, offset: int = 0, count: int = 0) -> int:
        if count < LEAST_BYTES or not hasattr(file, "leave_to"):
            sent = self.connection.sendfile(file, offset, count)
            if hasattr(file, "left"):
                file.left -= sent
            return sent
        file.leave_to(lambda told: self.hand_over(file, offset, count, told))
        return count

    def hand_over(
        self, file: Any, offset: int, count: int, told: Callable[[int], None]
    ) -> None:
        """Both stay open for the hand when gunicorn closes what it knows of them."""
        transfer = Transfer(
            self.connection.dup(), os.dup(file.fileno()), offset, count, told
        )
        self.handed = True
        self.hand.take(transfer)
