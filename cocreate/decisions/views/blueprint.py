"""The blueprint that the pages of decisions hang on."""

from flask import Blueprint

bp = Blueprint("decisions", __name__)
