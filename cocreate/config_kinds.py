"""What some settings must look like: each kind refuses what it cannot be."""

import re
from datetime import UTC, tzinfo
from email.utils import parseaddr
from ipaddress import ip_network
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, StringConstraints

ADDRESS = r"^[^\s@<>]+@[^\s@<>]+$"
HOST = r"\.?[^\s:/@*\[\].]+(\.[^\s:/@*\[\].]+)*"
STORE = r"^(s3a?|gs|az|adl|azure|abfss?|https?|file|memory)://[^\s]+$"
RATE = r"\d+ per (\d+ )?(second|minute|hour|day)s?"


def know_the_sender(sender: str) -> str:
    if not re.match(ADDRESS, parseaddr(sender)[1]):
        message = "use an address, or a name and after it <an@address>"
        raise ValueError(message)
    return sender


def know_the_networks(listed: str) -> str:
    for network in filter(None, (one.strip() for one in listed.split(","))):
        ip_network(network)
    return listed


def know_the_hosts(listed: str) -> str:
    for host in filter(None, (one.strip() for one in listed.split(","))):
        if not re.fullmatch(HOST, host):
            message = f"name hosts without a scheme, a port or a path, not {host}"
            raise ValueError(message)
    return listed


def know_the_zone(name: str) -> str:
    zone_named(name)
    return name


def zone_named(name: str) -> tzinfo:
    """The time zone of a name; UTC is known even where no others are installed."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = "name a time zone like Europe/Brussels, one that is installed here"
        raise ValueError(message) from None


Hosts = Annotated[str, AfterValidator(know_the_hosts)]
Networks = Annotated[str, AfterValidator(know_the_networks)]
RateLimit = Annotated[str, StringConstraints(pattern=rf"^{RATE}(; ?{RATE})*$")]
RedisAddress = Annotated[str, StringConstraints(pattern=r"^rediss?://[^\s]+$")]
Sender = Annotated[str, AfterValidator(know_the_sender)]
StoreAddress = Annotated[str, StringConstraints(pattern=STORE)]
ZoneName = Annotated[str, AfterValidator(know_the_zone)]
