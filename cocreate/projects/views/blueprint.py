"""Where the pages of projects are gathered."""

from flask import Blueprint

bp = Blueprint("projects", __name__)
