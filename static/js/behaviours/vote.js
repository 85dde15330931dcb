// A refusal's page says why; where none came, nothing has arrived.
function whyOf(answer) {
  const refused = answer?.status >= 400 && answer.status < 500;
  const page = refused && new DOMParser().parseFromString(answer.responseText, "text/html");
  return (page && page.querySelector(".opening__lead")?.textContent.trim()) || "Your vote did not arrive. Nothing has changed; try again.";
}

// The vote shows at once what it is about to be; the server's button replaces it, and a failure puts it back.
behave("vote", (form) => {
  const button = form.querySelector(".vote-button");
  const count = button.querySelector(".vote-button__count");
  const word = button.querySelector(".vote-button__word");
  const before = { pressed: button.getAttribute("aria-pressed"), count: count.textContent, word: word.textContent };
  const held = document.activeElement;

  form.addEventListener("htmx:beforeRequest", (event) => {
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    const votes = Number(before.count.replace(/\D/g, ""));
    const voting = before.pressed !== "true";
    button.setAttribute("aria-busy", "true");
    button.setAttribute("aria-pressed", String(voting));
    count.textContent = (votes + (voting ? 1 : -1)).toLocaleString("en");
    word.textContent = voting ? "Voted" : "Vote";
  });

  const putBack = (event) => {
    button.removeAttribute("aria-busy");
    button.setAttribute("aria-pressed", before.pressed);
    count.textContent = before.count;
    word.textContent = before.word;
    say(whyOf(event.detail.xhr), true);
  };
  form.addEventListener("htmx:responseError", putBack);
  form.addEventListener("htmx:sendError", putBack);
  form.addEventListener("htmx:beforeSwap", (event) => {
    form.dataset.held = String(form.contains(document.activeElement) || held === button);
    event.detail.elt.dataset.swapped = "";
  });
});

// Focus stays on the button somebody just pressed, although it is a new one.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.requestConfig?.elt?.dataset?.held !== "true") return;
  const button = event.detail.elt.matches?.(".vote") ? event.detail.elt.querySelector(".vote-button") : null;
  button?.focus({ preventScroll: true });
});
