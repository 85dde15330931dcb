"""The blueprint that the pages of the beta stand on."""

from flask import Blueprint

bp = Blueprint("beta", "cocreate.beta")
