"""Where the pages of the journal are gathered."""

from flask import Blueprint

bp = Blueprint("journal", __name__)
