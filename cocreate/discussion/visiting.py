"""That somebody reads a discussion: kept beside the request, never awaited."""

from flask import Flask, Response

from cocreate.discussion.actions import note_visit
from cocreate.kernel.afterwards import keep_soon, word_left


def set_up(app: Flask) -> None:
    """Look, after each answer, whether a page asked to keep who read its discussion."""
    if app.testing:  # no thread may outlive a test: they call `note_visit` themselves
        return

    @app.after_request
    def keep_visit(response: Response) -> Response:
        visit = word_left("visit")
        if visit is not None:
            keep_soon(app, note_visit, *visit)
        return response
