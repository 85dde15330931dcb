"""The blueprint that the pages of credits hang on."""

from flask import Blueprint

bp = Blueprint("credits", __name__)
