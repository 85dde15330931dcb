"""Pages of ideas: the list, one idea, a new one."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from cocreate.discussion import queries as discussion
from cocreate.ideas import actions, policy, queries
from cocreate.ideas.forms import chosen, idea_form
from cocreate.ideas.listing import Address, groups_of, tabs_of
from cocreate.ideas.models import Status
from cocreate.ideas.queries import IdeaLine, Sort, Wanted
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import shown
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.ids import IdeaId, PromptId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.limits import limited
from cocreate.kernel.remembered import remembered
from cocreate.kernel.transaction import writes
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.votes import queries as votes

bp = Blueprint("ideas", __name__)
