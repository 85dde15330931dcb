"""Customers with real browsers and programs, who press again until it is said done."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from tests.faults.running import House

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
DONE, AGAIN = {200, 201, 303}, 503
PATIENCE = 60.0
INSISTS = 600.0  # a house that is killed again and again is seldom there
PAUSE = 0.05


class Browser:
    """Signs in by the form, keeps its cookies, sends the token that a page holds."""

    def __init__(self, house: House, email: str, password: str) -> None:
        self.house = house
        self.cookies = requests.Session()
        self.token = ""
        self.send("/sign-in", {"email": email, "password": password})

    def send(self, path: str, form: dict[str, str]) -> requests.Response:
        if not self.token or path == "/sign-in":
            self.token = self.token_on("/sign-in")
        answer = self.cookies.post(
            self.house.address + path,
            data={**form, "csrf_token": self.token},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        if path == "/sign-in":
            assert answer.status_code == 303, answer.text[:500]
            self.token = self.token_on("/me/profile")
        return answer

    def token_on(self, path: str) -> str:
        page = self.cookies.get(self.house.address + path, timeout=PATIENCE)
        found = TOKEN.search(page.text)
        assert found, f"no token on {path}: {page.text[:500]}"
        return found[1]


@dataclass
class Deeds:
    """What was acknowledged, and what was answered besides."""

    done: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    put_off: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def insist(self, name: str, act: Callable[[], requests.Response]) -> None:
        """Press until it is acknowledged: whoever saw no answer presses again.

        So does whoever is told to, because the machine has much to do.
        """
        until = time.monotonic() + INSISTS
        while time.monotonic() < until:
            try:
                answer = act()
            except requests.RequestException:
                time.sleep(PAUSE)
                continue
            if answer.status_code == AGAIN and "Retry-After" in answer.headers:
                self.put_off.append(f"{name}: {answer.text[-600:]}")
                time.sleep(PAUSE)
                continue
            with self.lock:
                if answer.status_code in DONE:
                    self.done[name] = self.done.get(name, 0) + 1
                else:
                    self.refused.append(
                        f"{name}: {answer.status_code} {answer.text[:300]}"
                    )
            return
        self.refused.append(f"{name}: never answered")
