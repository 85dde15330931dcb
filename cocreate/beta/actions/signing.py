"""Sign the files of builds. The worker's part."""

from sqlalchemy import update

from cocreate.beta.models import Build
from cocreate.beta.queries.having import file_of
from cocreate.beta.signing import signature_from, signature_of
from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId
from cocreate.kernel.signer import signer_of
from cocreate.kernel.transaction import pause


def signature_for(build_id: BuildId) -> str:
    """The signature of a build's file. Outside any transaction: it may take seconds."""
    file = file_of(build_id)
    pause()
    signer, path = signer_of(current()), storage.local_path(file.key)
    if path is not None:
        return signature_of(signer, path)
    return signature_from(signer, storage.read_range(file.key, 0, file.size))


def keep_signature(build_id: BuildId, signature: str) -> None:
    db.session.execute(
        update(Build).where(Build.id == build_id).values(signature=signature)
    )
