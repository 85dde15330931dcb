"""Where the pages of ideas are gathered."""

from flask import Blueprint

bp = Blueprint("ideas", __name__)
