"""Where the pages of notices are gathered."""

from flask import Blueprint

bp = Blueprint("notices", __name__, url_prefix="/notices")
