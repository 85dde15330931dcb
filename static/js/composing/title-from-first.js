// The title is the first sentence until somebody says another. The server finds the same: see ideas/sentences.py.
const LEAST_TITLE = 8;
const SENTENCE_END = /[.!?\u2026]+["'\u201d\u2019)]*(?=\s|$)|\n/g;

function firstSentence(written) {
  const text = written.trim();
  const tidy = (words) => words.trim().replace(/^(?:[#>*+-]+\s+|\d+[.)]\s+)+/, "").split(/\s+/).join(" ").replace(/([^.])\.$/, "$1");
  for (const end of text.matchAll(SENTENCE_END)) {
    const sentence = tidy(text.slice(0, end.index + end[0].length));
    if (sentence.length >= LEAST_TITLE) return sentence;
  }
  return tidy(text);
}

behave("title-from-first", (area) => {
  const title = area.querySelector("input");
  const body = title.form.elements.body;
  const shorten = (words) => words.length <= title.maxLength ? words : words.slice(0, title.maxLength - 1).replace(/\s+\S*$/, "").replace(/[,;:.\- ]+$/, "") + "…";
  let own = title.value !== "" && title.value !== shorten(firstSentence(body.value));
  const follow = () => { if (!own) title.value = shorten(firstSentence(body.value)); };
  body.addEventListener("input", follow);
  title.addEventListener("input", () => { own = title.value !== ""; });
  follow();
});
