"""Where the pages of triage are registered."""

from flask import Blueprint

bp = Blueprint("triage", __name__)
