"""Builds as Sparkle and WinSparkle read them: RSS with names of their own. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from cocreate.beta.kinds import Channel, Platform

SPARKLE = "http://www.andymatuschak.org/xml-namespaces/sparkle"
SYSTEMS = {Platform.WINDOWS: "windows", Platform.MACOS: "macos"}


@dataclass(frozen=True, slots=True)
class Item:
    """A build as an updater is told of it."""

    version: str
    number: str
    platform: Platform
    channel: Channel
    least_os: str
    size: int
    signature: str
    notes_html: str
    page: str
    file: str  # the tester's own link
    published_at: datetime


def appcast(title: str, page: str, items: Iterable[Item]) -> bytes:
    register_namespace("sparkle", SPARKLE)  # by this name alone some updaters know it
    feed = Element("rss", version="2.0")
    channel = SubElement(feed, "channel")
    for name, words in (("title", title), ("link", page), ("description", title)):
        SubElement(channel, name).text = words
    for item in items:
        add(channel, item)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def add(channel: Element, item: Item) -> None:
    told = SubElement(channel, "item")
    SubElement(told, "title").text = item.version
    SubElement(told, "link").text = item.page
    SubElement(told, "pubDate").text = format_datetime(item.published_at)
    SubElement(told, "description").text = item.notes_html
    SubElement(told, own("version")).text = item.number or item.version
    SubElement(told, own("shortVersionString")).text = item.version
    if item.channel is not Channel.STABLE:  # what has no channel is for everybody
        SubElement(told, own("channel")).text = str(item.channel)
    if item.least_os:
        SubElement(told, own("minimumSystemVersion")).text = item.least_os
    SubElement(told, "enclosure", enclosure_of(item))


def enclosure_of(item: Item) -> dict[str, str]:
    """WinSparkle looks for versions here, and Sparkle does where it finds no other."""
    told = {
        "url": item.file,
        "length": str(item.size),
        "type": "application/octet-stream",
        own("edSignature"): item.signature,
        own("version"): item.number or item.version,
        own("shortVersionString"): item.version,
    }
    system = SYSTEMS.get(item.platform)
    return {**told, own("os"): system} if system else told


def own(name: str) -> str:
    return f"{{{SPARKLE}}}{name}"
