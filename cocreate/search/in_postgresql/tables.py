"""The tables of an index in PostgreSQL: made and replaced whole, so in no migration.

They are found with while others are made beside them, which then take their names.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from cocreate.search.models import SearchEdition

INDEX = MetaData()

# The terms of a document lie in its row as they are: a search reads thousands of them.
documents = Table(
    "search_index_documents",
    INDEX,
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("project", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("print", BigInteger, nullable=False),
    Column("at", Integer, nullable=False),
    Column("ordinal", BigInteger, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Column("said", Text, nullable=False),  # in order: what a phrase is sought in
)
terms = Table(
    "search_index_terms",
    INDEX,
    Column("term", Text(collation="C"), primary_key=True),
    Column("documents", BigInteger, nullable=False),
)
# Which of them are in use: this one is migrated, as it is not replaced.
in_use = SearchEdition.metadata.tables[SearchEdition.__tablename__]
TABLES = (documents, terms)
BESIDE = "_made"


def beside(table: Table) -> Table:
    """The same table, while it is made."""
    return table.to_metadata(MetaData(), name=f"{table.name}{BESIDE}")
