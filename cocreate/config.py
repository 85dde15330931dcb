"""Every setting, read once from the environment (and .env), checked at start."""

import re
from datetime import tzinfo
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from cocreate.config_kinds import (
    ADDRESS,
    Hosts,
    Networks,
    RateLimit,
    RedisAddress,
    Sender,
    StoreAddress,
    ZoneName,
    zone_named,
)

PREFIX = "COCREATE_"
DEFAULT_PORT = 8000


class SettingsError(Exception):
    """A setting is missing or wrong; the message names each of them."""


class Settings(BaseSettings):
    """What an operator may set. docs/settings.md has a line for each."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        validate_default=True,
    )

    secret_key: SecretStr = Field(min_length=32)
    data_dir: Path = Path("var")
    database_url: str = Field(
        default="",
        validation_alias=AliasChoices("COCREATE_DATABASE_URL", "DATABASE_URL"),
    )
    redis_url: RedisAddress | None = Field(
        default=None, validation_alias=AliasChoices("COCREATE_REDIS_URL", "REDIS_URL")
    )
    storage_url: StoreAddress | None = Field(
        default=None,
        validation_alias=AliasChoices("COCREATE_STORAGE_URL", "STORAGE_URL"),
    )
    search_engine: Literal["auto", "whoosh", "postgresql"] = "auto"
    similar_by_meaning: Literal["auto", "off"] = "auto"

    site_name: str = Field(default="CoCreate", min_length=1, max_length=60)
    site_tagline: str = "Build the right thing, with the people it is for."
    site_url: str = Field(default="", pattern=r"^https?://[^/\s]+$")
    trusted_hosts: Hosts = ""
    terms_url: str = Field(default="", pattern=r"^(https?://[^\s]+)?$")
    terms_version: str = Field(default="1", min_length=1, max_length=40)
    privacy_contact: str = Field(default="", max_length=200)
    privacy_controller: str = Field(default="", max_length=300)
    time_zone: ZoneName = "UTC"
    host: str = Field(default="127.0.0.1", pattern=r"^[^\s/]+$")
    port: int = Field(default=DEFAULT_PORT, ge=1, le=65535)
    web_processes: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=256)
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    metrics_token: SecretStr | None = Field(default=None, min_length=16)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    development: bool = False
    testing: bool = False

    mail_url: str | None = Field(default=None, pattern=r"^smtps?://[^\s]+$")
    mail_folder: Path | None = None
    mail_from: Sender = "CoCreate <cocreate@localhost>"
    mail_bounces_to: str | None = Field(default=None, pattern=ADDRESS)
    mail_kept_days: int = Field(default=90, ge=1, le=3650)
    mail_together_minutes: int = Field(default=5, ge=0, le=60)
    push_anywhere: bool = False
    undo_seconds: int = Field(default=30, ge=0, le=600)
    second_look_share: float = Field(default=0.05, ge=0, le=1)
    notice_giver_days: int = Field(default=365, ge=200, le=3650)

    sign_up_open: bool = True
    verify_mail: bool = True
    password_least: int = Field(default=10, ge=8, le=128)
    password_time_cost: int = Field(default=3, ge=1, le=20)
    password_memory_kib: int = Field(default=65536, ge=8, le=4194304)
    session_days: int = Field(default=30, ge=1, le=400)
    form_least_seconds: float = Field(default=2, ge=0, le=60)
    mail_token_hours: int = Field(default=48, ge=1, le=720)
    download_link_minutes: int = Field(default=15, ge=1, le=60)
    download_link_uses: int = Field(default=5, ge=1, le=1000)
    download_hand: Literal["own", "x-accel-redirect", "x-sendfile", "presigned"] = "own"
    download_accel_prefix: str = Field(default="/-/files/", pattern=r"^/.*/$")

    rate_limits_on: bool = True
    sign_in_limit: RateLimit = "6 per minute; 30 per hour"
    sign_in_failures_per_account: int = Field(default=10, ge=1)
    sign_up_limit: RateLimit = "10 per hour"
    reset_limit: RateLimit = "5 per day"
    link_limit: RateLimit = "20 per hour"
    propose_limit: RateLimit = "20 per hour"
    draft_limit: RateLimit = "900 per hour"
    comment_limit: RateLimit = "60 per hour"
    vote_limit: RateLimit = "200 per hour"
    flag_limit: RateLimit = "20 per day"
    similar_limit: RateLimit = "240 per minute"
    search_limit: RateLimit = "60 per minute"
    upload_limit: RateLimit = "60 per hour"
    report_limit: RateLimit = "30 per hour"
    api_limit: RateLimit = "600 per minute"

    vote_fingerprints: bool = True
    vote_fingerprints_not_from: Networks = ""

    title_least: int = Field(default=8, ge=1)
    title_most: int = Field(default=140, ge=20, le=500)
    body_most: int = Field(default=20_000, ge=500, le=100_000)
    comment_most: int = Field(default=10_000, ge=200, le=100_000)
    request_most_bytes: int = Field(default=12_000_000, ge=100_000)
    picture_most_bytes: int = Field(default=8_000_000, ge=10_000)
    picture_most_pixels: int = Field(default=40_000_000, ge=10_000)
    attachment_most_bytes: int = Field(default=10_000_000, ge=1_000)
    attachments_most: int = Field(default=6, ge=0, le=50)
    build_most_bytes: int = Field(default=4_000_000_000, ge=1_000)
    scanner_url: str = Field(default="", pattern=r"^(tcp://[^\s/]+:\d+|unix:/\S+)?$")
    scanner_most_bytes: int = Field(default=100_000_000, ge=1_000)

    notice_kept_days: int = Field(default=400, ge=30, le=3650)
    visit_kept_days: int = Field(default=400, ge=30, le=3650)
    download_kept_days: int = Field(default=730, ge=90, le=3650)
    reminder_kept_days: int = Field(default=730, ge=60, le=3650)
    search_kept_days: int = Field(default=90, ge=1, le=3650)
    draft_kept_days: int = Field(default=30, ge=1, le=3650)
    export_kept_days: int = Field(default=7, ge=1, le=90)

    kept_pages_seconds: float = Field(default=2.0, ge=0, le=60)
    kept_pages_most: int = Field(default=2_000, ge=0)
    shown_seconds: float = Field(default=5.0, ge=1, le=60)

    @model_validator(mode="before")
    @classmethod
    def fill_database_url(cls, given: dict[str, Any]) -> dict[str, Any]:
        """SQLite in the data folder, unless a database is named."""
        names = ("database_url", "COCREATE_DATABASE_URL", "DATABASE_URL")
        if not any(given.get(name) for name in names):
            folder = Path(given.get("data_dir") or "var").resolve()
            given["database_url"] = f"sqlite:///{folder / 'cocreate.db'}"
        return given

    @model_validator(mode="before")
    @classmethod
    def fill_site_url(cls, given: dict[str, Any]) -> dict[str, Any]:
        """The port served on this machine, unless an address is named."""
        if not given.get("site_url"):
            given["site_url"] = at_home(given.get("port", DEFAULT_PORT))
        return given

    @model_validator(mode="after")
    def name_the_driver(self) -> Self:
        """PostgreSQL is spoken through psycopg 3, however its URL begins."""
        scheme, _, rest = self.database_url.partition("://")
        if scheme in {"postgres", "postgresql"}:
            object.__setattr__(self, "database_url", f"postgresql+psycopg://{rest}")
        elif scheme not in {"sqlite", "postgresql+psycopg"}:
            message = "use sqlite:///… or postgresql://…"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def know_where_the_index_lies(self) -> Self:
        if self.search_engine == "postgresql" and self.on_sqlite:
            message = "a search_engine of postgresql needs a database of its kind"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def know_who_sends(self) -> Self:
        """A web server sends what lies on this disk, a store what lies in it."""
        if self.download_hand != "own" and (
            (self.download_hand == "presigned") is not bool(self.storage_url)
        ):
            message = (
                "a download_hand of presigned needs a storage_url; the others, none"
            )
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def know_how_long_titles_are(self) -> Self:
        if self.title_least > self.title_most:
            message = "a title_least above title_most leaves no title to be written"
            raise ValueError(message)
        return self

    @property
    def zone(self) -> tzinfo:
        return zone_named(self.time_zone)

    @property
    def is_named(self) -> bool:
        """Whether the site was told by which address people find it."""
        return self.site_url != at_home(self.port)

    @property
    def on_https(self) -> bool:
        return self.site_url.startswith("https://")

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def at_home(port: int | str) -> str:
    """Where a site is on its own machine."""
    return f"http://127.0.0.1:{port}"


def load_settings(**given: Any) -> Settings:
    """Read the settings, or say in one message which are missing or wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError(explain(error)) from None


def explain(error: ValidationError) -> str:
    lines = ["CoCreate cannot start: its settings need attention."]
    for problem in error.errors():
        name = str(problem["loc"][0]) if problem["loc"] else named_in(problem["msg"])
        name = name if name.isupper() else f"{PREFIX}{name.upper()}"
        said = "is missing" if problem["type"] == "missing" else problem["msg"]
        lines.append(f"  {name}: {said}")
    lines.append(
        "Set them in the environment or in .env; docs/settings.md explains each."
    )
    return "\n".join(lines)


def named_in(said: str) -> str:
    """The setting that a sentence about several names first."""
    return next(
        (
            word
            for word in re.findall(r"[a-z_]+", said)
            if word in Settings.model_fields
        ),
        "database_url",
    )


_current: list[Settings] = []


def use(settings: Settings) -> None:
    """Make these the settings of this process."""
    _current[:] = [settings]


def current() -> Settings:
    """The settings of this process."""
    if not _current:
        raise SettingsError("CoCreate has not been started: no settings are in use.")
    return _current[0]
