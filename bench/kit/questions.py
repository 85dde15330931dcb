"""What people ask of a search, made of the texts that it holds."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from bench.kit.texts import Text, Texts, some_of

LEAST = 5  # letters of a word that is begun or misspelt
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Typing = Callable[[], str]


@dataclass
class Questions:
    """Each time another one, in the same order in every run."""

    data: Texts

    def __post_init__(self) -> None:
        self.chance = random.Random(11)
        self.some = [Text(idea.title, idea.body) for idea in some_of(self.data)]
        words = [word for text in self.some for word in text.title.lower().split()]
        self.long = [word for word in words if len(word) >= LEAST and word.isalpha()]
        self.common = sorted(set(words), key=words.count)[-12:]

    def typed(self) -> dict[str, Typing]:
        """A space at the end: the last word is whole."""
        return {
            "words of a title": lambda: self.text().title + " ",
            "three words": self.three,
            "one common word": lambda: self.chance.choice(self.common) + " ",
            "four letters": lambda: self.chance.choice(self.long)[:4],
            "misspelt": self.misspelt,
        }

    def text(self) -> Text:
        return self.chance.choice(self.some)

    def three(self) -> str:
        said = [one for one in self.text().body.split() if one.isalpha()]
        return " ".join(self.chance.sample(said, min(3, len(said)))) + " "

    def misspelt(self) -> str:
        word = self.chance.choice(self.long)
        place = self.chance.randrange(1, len(word))
        return word[:place] + self.chance.choice(LETTERS) + word[place + 1 :] + " "
