"""Where the pages of votes are gathered."""

from flask import Blueprint

bp = Blueprint("votes", __name__, url_prefix="/ideas/<int:idea_id>")
