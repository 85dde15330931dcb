"""The one blueprint of people; its pages stand in the files beside it."""

from flask import Blueprint

bp = Blueprint("people", __name__)
