// What this browser holds of a draft that the server may not have yet: under the draft's key, with the version it was
// written upon, forgotten once the server has it. What stands here when the page opens is newer than the page, so it
// takes its place; whether somebody wrote on elsewhere meanwhile, the server says, and both are shown. See autosave.js.
behave("own-copy", (form) => {
  const place = `draft:${form.dataset.project}:`;
  const area = form.querySelector("[data-newer]");
  const state = form.querySelector("[data-draft-state]");
  const fields = () => [...form.elements].filter((field) => field.name && /^(textarea|text|select-one|date|number)$/.test(field.type) && !field.closest("[aria-hidden]"));
  const snapshot = () => Object.fromEntries(fields().filter((field) => field.value).map((field) => [field.name, field.value]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const about = () => form.elements.prompt?.value ?? "";
  const own = () => place + form.elements.key.value;
  const read = (name) => JSON.parse(kept.read(name) ?? "null");
  let sent;

  // On a page that shows no draft: what was written last in this project and never arrived.
  const waiting = () => kept.names(place).map(read).filter((copy) => copy.about === about()).sort((one, other) => other.at - one.at)[0];

  const keep = () => {
    const version = Number(form.elements.version.value);
    if ((read(own())?.version ?? 0) > version) return; // of another tab, which has seen more
    const copy = { key: form.elements.key.value, version, said: snapshot(), sent, about: about(), at: Date.now() };
    if (kept.write(own(), JSON.stringify(copy)) && state) state.hidden = false;
  };

  const nameIt = () => {
    const address = new URL(location.href);
    for (const name of ["fresh", "title"]) address.searchParams.delete(name);
    address.searchParams.set("draft", form.elements.key.value);
    if (address.pathname.endsWith("/new") && address.href !== location.href) history.replaceState(history.state, "", address);
  };

  const restore = (copy) => {
    const shown = snapshot();
    if (same(copy.said, shown)) return kept.forget(place + copy.key);
    for (const field of fields()) {
      field.value = copy.said[field.name] ?? "";
      if (field.value && field.closest("details")) field.closest("details").open = true;
    }
    const mine = copy.key === form.elements.key.value && same(copy.sent, shown);
    form.elements.key.value = copy.key;
    if (!mine) form.elements.version.value = copy.version;
    for (const field of fields()) field.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("restored"));
  };

  const copy = read(own()) ?? (form.dataset.begins === undefined ? undefined : waiting());
  if (copy) restore(copy);

  let pause;
  form.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(pause);
    pause = setTimeout(() => { keep(); nameIt(); }, 150);
  });
  form.addEventListener("sending", () => { sent = snapshot(); });
  form.addEventListener("kept", () => {
    if (same(sent, snapshot())) kept.forget(own());
    else keep();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    keep();
    if (!event.submitter?.hasAttribute("formaction")) kept.write("draft-sent", own());
  });
  area.addEventListener("click", (event) => {
    if (event.target.closest("a")) kept.forget(own());
  });
});
