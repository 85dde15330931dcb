// What is written is kept on the server while it is written: one saving at a time, each upon the version before it.
// Where a newer text is there already, both are shown and nothing more is kept until somebody has chosen.
behave("autosave", (form) => {
  const PAUSE = 1200;
  const state = form.querySelector("[data-draft-state]");
  const { key, version } = form.elements;
  let timer, saving = null, changed = false, stopped = false;

  const written = () => {
    const words = new FormData(form);
    for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
    return words;
  };

  const conflict = async (answer) => {
    stopped = true;
    const area = form.querySelector("[data-newer]");
    area.innerHTML = await answer.text();
    wake(area);
    if (state) state.hidden = true;
    say(area.querySelector("h2")?.textContent ?? "");
  };

  const save = async () => {
    changed = false;
    try {
      const answer = await fetch(form.dataset.saveTo, { method: "POST", body: written(), headers: { "HX-Request": "true" }, keepalive: document.hidden });
      if (answer.status === 409) return await conflict(answer);
      if (!answer.ok) return;
      const kept = await answer.json();
      key.value = kept.key;
      version.value = kept.version;
      if (state) state.hidden = changed;
    } catch { /* away from the network: the browser keeps it, and the next change tries again */ }
  };

  const saveNow = () => {
    clearTimeout(timer);
    if (stopped) return null;
    saving ??= save().finally(() => { saving = null; if (changed) soon(); });
    return saving;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, PAUSE);
  };

  form.addEventListener("input", (event) => {
    if (!event.isTrusted || event.target.type === "file") return;
    changed = true;
    soon();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed) saveNow(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false;
    if (!saving) return;
    // What is on its way arrives first, so that what is sent now is known to be newer.
    event.preventDefault();
    event.stopImmediatePropagation();
    saving.finally(() => form.requestSubmit(event.submitter));
  }, { capture: true });
});
