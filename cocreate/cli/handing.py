"""One hand for all files that leave: however many there are, they hold no thread.

A thread of the server writes a response's head and is free; the kernel of the machine
copies the file to the connection whenever its other side takes more (sendfile).
"""

import fcntl
import os
import queue
import selectors
import socket
import struct
import termios
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

LEAST_BYTES = 256 * 1024  # what is smaller leaves at once
TURN_BYTES = 1024 * 1024  # then others have their turn
PATIENCE = 60.0  # seconds without a byte taken
LOOK_ROUND = 1.0  # seconds
LINGER = 2.0  # seconds, as gunicorn does
TELLING = 0.5  # seconds in which is told how far came what was broken off
MOST_DRAINED = 64 * 1024
TCP_INFO_SIZE, BYTES_ACKED = 256, 120  # linux/tcp.h: struct tcp_info


class Hand:
    """Sends files in a thread of its own; another tells what became of them."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[Transfer | Farewell] = queue.SimpleQueue()
        self.ended: queue.SimpleQueue[Transfer] = queue.SimpleQueue()
        self.poller = selectors.DefaultSelector()
        self.wake, self.bell = socket.socketpair()
        self.under_way = 0
        self.counting = threading.Lock()
        self.breaks_off = False

    def begin(self) -> None:
        """Threads do not survive a fork: begun in each process."""
        for number in (self.wake, self.bell):
            number.settimeout(0)
        self.poller.register(self.wake, selectors.EVENT_READ)
        threading.Thread(target=self.send, daemon=True).start()
        threading.Thread(target=self.tell, daemon=True).start()

    def take(self, transfer: "Transfer") -> None:
        with self.counting:
            self.under_way += 1
        self.hear_of(transfer)

    def part_from(self, connection: socket.socket) -> None:
        """Close a connection when its other side has, or after a moment.

        What was answered is lost to a client when we close before it has read it all
        (RFC 9112, 9.6). No thread that answers waits for that.
        """
        connection.settimeout(0)
        farewell = Farewell(connection)
        if farewell.is_said():
            connection.close()
        else:
            self.hear_of(farewell)

    def hear_of(self, new: "Transfer | Farewell") -> None:
        self.waiting.put(new)
        self.ring()

    def ring(self) -> None:
        with suppress(OSError):  # it has been woken already
            self.bell.send(b"\0")

    def finish(self, until: float) -> None:
        """Let what is under way arrive until then; break off what has not."""
        self.wait_until_all_is_told(until)
        self.breaks_off = True
        self.ring()
        self.wait_until_all_is_told(until + TELLING)

    def wait_until_all_is_told(self, until: float) -> None:
        while self.under_way and time.monotonic() < until:
            time.sleep(0.02)

    def send(self) -> None:
        looked_at = time.monotonic()
        while True:
            for key, _ in self.poller.select(LOOK_ROUND):
                if key.data is None:
                    self.welcome()
                elif isinstance(key.data, Farewell):
                    self.hear_out(key.data)
                elif key.data.left:
                    self.push(key.data)
                else:
                    self.end(key.data)  # it has closed its side, or broken off
            at = time.monotonic()
            if at - looked_at >= LOOK_ROUND or self.breaks_off:
                looked_at = at
                self.look_round(at)

    def welcome(self) -> None:
        with suppress(OSError):
            self.wake.recv(4096)
        while not self.waiting.empty():
            new = self.waiting.get()
            new.connection.settimeout(0)
            self.poller.register(new.connection, new.awaits, data=new)

    def push(self, transfer: "Transfer") -> None:
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
        if not moved:  # the file has become shorter
            self.end(transfer)
        elif not transfer.left:
            self.wait_for_the_rest(transfer)

    def wait_for_the_rest(self, transfer: "Transfer") -> None:
        """All is on its way: it has ended when the other side has it, or is gone."""
        with suppress(OSError):
            transfer.connection.shutdown(socket.SHUT_WR)
        self.poller.modify(transfer.connection, selectors.EVENT_READ, data=transfer)

    def hear_out(self, farewell: "Farewell") -> None:
        if farewell.is_said():
            self.poller.unregister(farewell.connection)
            farewell.connection.close()

    def look_round(self, at: float) -> None:
        """Whoever takes nothing for long is gone, or holds us up."""
        for key in [*self.poller.get_map().values()]:
            if isinstance(key.data, Farewell) and at > key.data.until:
                self.poller.unregister(key.data.connection)
                key.data.connection.close()
            elif isinstance(key.data, Transfer) and (
                self.breaks_off or key.data.is_over(at)
            ):
                self.end(key.data)

    def end(self, transfer: "Transfer") -> None:
        self.poller.unregister(transfer.connection)
        transfer.sent = transfer.arrived
        transfer.connection.close()
        os.close(transfer.file)
        self.ended.put(transfer)

    def tell(self) -> None:
        while True:
            transfer = self.ended.get()
            transfer.told(transfer.sent)
            with self.counting:
                self.under_way -= 1


@dataclass(slots=True)
class Transfer:
    """A file on its way to one connection."""

    connection: socket.socket
    file: int
    offset: int
    left: int
    told: Callable[[int], None]
    before: int  # bytes of the connection until the file began
    sent: int = 0
    moved_at: float = field(default_factory=time.monotonic)
    awaits: int = selectors.EVENT_WRITE

    @property
    def arrived(self) -> int:
        """How many bytes of the file the other side has said that it got."""
        return min(self.sent, max(0, acknowledged(self.connection) - self.before))

    def is_over(self, at: float) -> bool:
        """Whether it has arrived, or nothing of it has for too long."""
        arrived = not self.left and self.arrived == self.sent
        return arrived or at - self.moved_at > PATIENCE


@dataclass(slots=True)
class Farewell:
    """A connection that has its answer, and may not have read all of it."""

    connection: socket.socket
    until: float = field(default_factory=lambda: time.monotonic() + LINGER)
    drained: int = 0
    awaits: int = selectors.EVENT_READ

    def __post_init__(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)

    def is_said(self) -> bool:
        """Whether the other side has closed, too, or says more than it should."""
        try:
            while said := self.connection.recv(4096):
                self.drained += len(said)
                if self.drained >= MOST_DRAINED:
                    return True
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True


def acknowledged(connection: socket.socket) -> int:
    """Bytes that the other side of a connection has said it got, in all its life.

    The kernel tells it also when the other side has broken off (tcp(7), TCP_INFO).
    """
    told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, TCP_INFO_SIZE)
    return int(struct.unpack_from("=Q", told, BYTES_ACKED)[0])


def waiting_in(connection: socket.socket) -> int:
    """Bytes that were given to a connection and have not been acknowledged."""
    told = fcntl.ioctl(connection, termios.TIOCOUTQ, struct.pack("=i", 0))
    return int(struct.unpack("=i", told)[0])


class HandingSocket:
    """A connection whose files leave by the hand; the rest is the socket's own."""

    def __init__(self, connection: socket.socket, hand: Hand, request: Any) -> None:
        self.connection = connection
        self.hand = hand
        self.request = request
        self.handed = False

    def expect_file(self, size: int) -> None:
        """Told before the answer's head leaves, which says that we close after it."""
        if size >= LEAST_BYTES:
            self.request.force_close()

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
        own = self.connection.dup()
        before = acknowledged(own) + waiting_in(own)
        transfer = Transfer(
            own, os.dup(file.fileno()), offset, count, told, before=before
        )
        self.handed = True
        self.hand.take(transfer)
