"""What the index knows of each document: a key, its project, and its words."""

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema

SCHEMA = Schema(
    key=ID(stored=True, unique=True),  # kind:id
    kind=ID(stored=True),
    subject_id=STORED,
    project=NUMERIC(stored=True),
    title=TEXT(analyzer=StemmingAnalyzer(), phrase=False),
    body=TEXT(analyzer=StemmingAnalyzer(), phrase=False),
)
