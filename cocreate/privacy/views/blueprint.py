"""The blueprint that the pages of privacy hang on."""

from flask import Blueprint

bp = Blueprint("privacy", __name__)
