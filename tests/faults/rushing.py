"""More people at once than a server can answer."""

import asyncio
import time

from tests.faults.running import House


async def rush(
    home: House, path: str, *, people: int, seconds: float
) -> dict[str, int]:
    """So many at once, each with a connection of their own, again and again."""
    answers: dict[str, int] = {}
    until = time.monotonic() + seconds

    async def come() -> None:
        while time.monotonic() < until:
            said = await status_of(home.port, path)
            answers[said] = answers.get(said, 0) + 1

    await asyncio.gather(*(come() for _ in range(people)))
    return answers


async def status_of(port: int, path: str) -> str:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        said = await reader.read(12)
        writer.close()
    except OSError:
        return "cut"
    return said[9:12].decode() or "cut"
