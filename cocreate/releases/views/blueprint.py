"""The blueprint that the pages of releases hang on."""

from flask import Blueprint

bp = Blueprint("releases", __name__)
