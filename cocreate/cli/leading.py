"""gunicorn's threads, one of them at a time.

Threads of one Python take turns at every statement of the database, and a turn costs
more than the statement. So one thread waits for requests and answers them itself; only
when it has been at one for long does another take over. Leader and followers, after
Schmidt, Stal, Rohnert, Buschmann: Pattern-Oriented Software Architecture 2 (2000).
"""

import select
import selectors
import signal
import socket
import threading
import time
from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from gunicorn.workers import gthread

from cocreate.cli.handing import Hand, HandingSocket
from cocreate.cli.shedding import Line, Shedding, waiting_at

ALIVE_SECONDS = 1.0
LONG_SECONDS = 0.05
LAST_SECONDS = 1.0  # of the time to stop in, for what is left to tell
MOST_UNREAD = 16 * 1024 * 1024  # bytes of a body that nobody asked for


class Done(NamedTuple):
    """What came of a request, in the words that gunicorn asks its threads with."""

    outcome: Any

    def result(self) -> Any:
        return self.outcome

    def cancelled(self) -> bool:
        return False


class SupersededError(Exception):
    """Another thread has taken over meanwhile."""


class Handing(NamedTuple):
    """A connection as gunicorn asks it while a request is answered."""

    sock: HandingSocket
    client: Any
    server: Any


class LeadingThreads(gthread.ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Whoever leads holds the baton: connections and poller are touched by one alone.

    gunicorn's own thread leads whenever it is free, the others stand in for it.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.baton = threading.Lock()
        self.guard = threading.Lock()  # over the next three
        self.at_it_since: float | None = None
        self.turn = 0
        self.slow = 0
        self.main_waits = False
        self.finishing = False
        self.stops_at: float | None = None  # when all has to have ended
        self.hand = Hand()
        self.line = Line()

    def load_wsgi(self) -> None:
        super().load_wsgi()
        inner: Any = self.wsgi  # type: ignore[has-type]  # gunicorn has no types
        self.wsgi = Shedding(inner, self.line)

    def run(self) -> None:
        self.baton.acquire()
        self.hand.begin()
        threading.Thread(target=self.watch, daemon=True).start()
        super().run()
        self.hand.finish(self.stops_at or time.monotonic())

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Asked to stop: requests, and files on their way, have a while to end."""
        grace = self.cfg.graceful_timeout - LAST_SECONDS
        self.stops_at = self.stops_at or time.monotonic() + grace
        super().handle_exit(sig, frame)

    def is_parent_alive(self) -> bool:
        """An orphan stops as if it were asked to.

        gunicorn's would answer who keeps a connection for as long as they ask, while
        the next house stands before a door that is not closed.
        """
        if super().is_parent_alive():
            return True
        if self.alive:
            self.handle_exit(signal.SIGTERM, None)
        return False

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001 - gunicorn's
        """Whoever stands at the door when it closes is let in first.

        A listener that is closed resets the connections that nobody has taken yet.
        """
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                for _ in range(waiting_at(listener)):
                    self.accept(listener)
                listener.close()

    def _cap_keepalive(self, deadline: float) -> None:
        """Those who have said nothing yet are waited for no longer than the others."""
        super()._cap_keepalive(deadline)
        for one in self.pending_conns:
            one.timeout = min(one.timeout, deadline)

    def murder_pending(self) -> None:
        self.spare(self.pending_conns)
        super().murder_pending()

    def murder_keepalived(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - gunicorn's
        self.spare(() if force else self.keepalived_conns)
        super().murder_keepalived(force)

    def spare(self, connections: Iterable[Any]) -> None:
        """Whoever has said something was not silent: nobody was free to hear it."""
        at = time.monotonic()
        for one in connections:
            if one.timeout > at:
                return
            if has_something_to_read(one.sock):
                one.set_timeout()

    def notify(self) -> None:
        """The watch says that this process lives, however long a request may take."""

    def enqueue_req(self, conn: Any) -> None:
        """Answer what has come on a connection, once there is something to read."""
        if self.finishing:  # requests without a pause between them
            self.method_queue.defer(self.enqueue_req, conn)
        elif not (conn.initialized or conn.data_ready):
            self.hear_later(conn)
        else:
            self.answer(conn)

    def hear_later(self, conn: Any) -> None:
        """As gunicorn does, but also while it stops: the words may be under way."""
        conn.sock.settimeout(0)
        conn.set_timeout()
        if not self.alive:
            conn.timeout = time.monotonic() + gthread.STOP_KEEPALIVE_LINGER
        self.pending_conns.append(conn)
        heard = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, heard)

    def answer(self, conn: Any) -> None:
        with self.guard:
            turn = self.turn
            self.at_it_since = time.monotonic()
            if self.line.seen_at is None:
                self.line.seen_at = self.at_it_since
        outcome = self.handle(conn)
        if not outcome and conn.sock.fileno() >= 0:  # not handed over
            self.hand.part_from(conn.sock)
        with self.guard:
            leads = turn == self.turn
            if leads:
                self.at_it_since = None
            else:
                self.slow -= 1
        if not leads:
            self.method_queue.defer(self.finish, conn, outcome)
            raise SupersededError
        self.finish(conn, outcome)

    def handle_request(self, req: Any, conn: Any) -> Any:
        """Answer a request. A connection that a file leaves by is ours no longer."""
        sock = HandingSocket(conn.sock, self.hand, req)
        outcome = super().handle_request(req, Handing(sock, conn.client, conn.server))
        if sock.handed:
            conn.sock.close()  # the hand has its own end of it
            return False
        return outcome

    def _keepalive_after(self, conn: Any, keepalive: Any) -> bool:
        """Hear out a body that nobody read: the answer said that one may go on.

        gunicorn goes away after 64 kB of it, and with it the next request.
        """
        until = time.monotonic() + gthread.DEFAULT_WORKER_DATA_TIMEOUT
        return bool(keepalive and conn.parser.finish_body(until, MOST_UNREAD))

    def finish(self, conn: Any, outcome: Any) -> None:
        if not outcome:
            self.nr_conns -= 1
            return
        self.finishing = True
        try:
            self.finish_request(conn, Done(outcome))
        finally:
            self.finishing = False

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """A round of gunicorn's own thread, which takes back a lead that it lost."""
        self.line.seen_at = None
        try:
            super().wait_for_and_dispatch_events(timeout)
        except SupersededError:
            self.main_waits = True
            self.method_queue.defer(lambda: None)  # wakes whoever leads
            self.baton.acquire()
            self.main_waits = False

    def stand_in(self) -> None:
        """Lead until gunicorn's own thread is back, or this one is at it for long."""
        try:
            while not self.main_waits:
                self.line.seen_at = None
                if not self.alive:
                    self.set_accept_enabled(False)
                super().wait_for_and_dispatch_events(ALIVE_SECONDS)
        except SupersededError:
            return
        self.baton.release()

    def watch(self) -> None:
        """See to it that somebody leads while a request takes long."""
        told_at = 0.0
        while True:
            time.sleep(LONG_SECONDS)
            at = time.monotonic()
            if at - told_at >= ALIVE_SECONDS:
                told_at = at
                super().notify()
            self.supersede(at)
            self.line.look(self.sockets)

    def supersede(self, at: float) -> None:
        with self.guard:
            since = self.at_it_since
            enough = self.slow + 1 >= self.cfg.threads and not self.main_waits
            if since is None or at - since < LONG_SECONDS or enough:
                return
            self.at_it_since = None
            self.turn += 1
            self.slow += 1
            if self.main_waits:
                self.baton.release()
                return
        threading.Thread(target=self.stand_in, daemon=True).start()


def has_something_to_read(connection: socket.socket) -> bool:
    looking = select.poll()
    looking.register(connection, select.POLLIN)
    return bool(looking.poll(0))
