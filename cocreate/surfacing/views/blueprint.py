"""Where the pages of surfacing are registered."""

from flask import Blueprint

bp = Blueprint("surfacing", __name__)
