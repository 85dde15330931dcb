"""Pictures and files: sent first, then named by an idea or a comment."""

from typing import Any

from flask import Response

from cocreate.api.answers import takes_files
from cocreate.api.v1.blueprint import blp, says
from cocreate.api.v1.file_schemas import (
    AttachmentSchema,
    DescriptionArguments,
    FileBody,
)
from cocreate.ideas import actions, queries
from cocreate.ideas.views.attaching import opened
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.attached import keep_attached
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.people.session import current_actor


@blp.route("/attachments", methods=["POST"])
@takes_files
@blp.arguments(FileBody, location="files")
@blp.arguments(DescriptionArguments, location="query")
@blp.response(201, AttachmentSchema)
@says(400, 401, 403, 413, 415, 422)
@open_to(Audience.MEMBERS)
@limited("upload_limit")
def send_attachment(sent: dict[str, Any], said: dict[str, str]) -> Any:
    """Send a picture or file; it is yours alone until you name it within a day.

    Its kind is read from its bytes. Pictures are drawn anew, without where and when
    they were taken. Name its key among the `attachments` of an idea or a comment.
    """
    file = keep_attached(
        sent["file"].read(),
        name=sent["file"].filename or "",
        folder=f"attached/{fresh_token()}",
        field="file",
    )
    actor = current_actor()
    with transaction():
        keys = actions.keep_waiting(actor, [file], description=said["description"])
    return queries.attachments_waiting(actor, keys)[0]


@blp.route("/attachments/<int:attachment_id>", methods=["GET"])
@blp.response(200, content_type="application/octet-stream")
@says(401, 404)
@open_to(Audience.ANYONE)
def open_attachment(attachment_id: int) -> Response:
    """The bytes of a picture or file that you may see."""
    return opened(attachment_id)
