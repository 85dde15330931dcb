// What is written is kept on the server while it is written: one thing at a time, each upon the version before it.
// Where a newer text is there already, both are shown and nothing more is kept until somebody has chosen.
behave("autosave", (form) => {
  const PAUSE = 1200;
  const state = form.querySelector("[data-draft-state]");
  let timer, busy = 0, changed = false, stopped = false, turn = Promise.resolve();

  // What the form would send, without files: those go by themselves (see attach.js).
  form.written = () => {
    const words = new FormData(form);
    words.delete("files");
    return words;
  };

  form.inTurn = (task) => {
    busy += 1;
    turn = turn.then(task).catch(() => { /* away from the network: the browser keeps it, the next change tries again */ }).finally(() => { busy -= 1; });
    return turn;
  };

  form.showNewer = (piece) => {
    stopped = true;
    const area = form.querySelector("[data-newer]");
    area.innerHTML = piece;
    wake(area);
    if (state) state.hidden = true;
    say(area.querySelector("h2")?.textContent ?? "");
  };

  const save = async () => {
    if (stopped) return;
    changed = false;
    form.dispatchEvent(new Event("sending"));
    const answer = await postForm(form, form.dataset.saveTo, form.written, { keepalive: document.hidden });
    if (answer.status === 409) return form.showNewer(await answer.text());
    if (!answer.ok) return;
    const kept = await answer.json();
    form.elements.key.value = kept.key;
    form.elements.version.value = kept.version;
    if (state) state.hidden = changed;
    form.dispatchEvent(new Event("kept"));
  };

  const saveNow = () => {
    clearTimeout(timer);
    form.inTurn(save);
  };

  form.addEventListener("input", (event) => {
    if (!event.isTrusted || event.target.type === "file") return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(saveNow, PAUSE);
  });
  form.addEventListener("restored", saveNow);
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed) saveNow(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false;
    if (!busy) return;
    // What is on its way arrives first, so that what is sent now is known to be newer.
    event.preventDefault();
    event.stopImmediatePropagation();
    turn.finally(() => form.requestSubmit(event.submitter));
  }, { capture: true });
});
