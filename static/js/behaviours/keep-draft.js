// What is being written survives a closed tab, under data-draft or where the form goes.
// It is forgotten once it was sent and the answer is no longer the same form.
const draftOf = (form) => `draft:${form.dataset.draft ?? new URL(form.action).pathname}`;

behave("keep-draft", (form) => {
  const key = draftOf(form);
  const state = form.querySelector("[data-draft-state]");
  const fields = () => [...form.elements].filter((field) => field.name && /^(textarea|text|radio|checkbox|select-one|url|date|number)$/.test(field.type));

  const draft = JSON.parse(kept.read(key) ?? "{}");
  for (const field of fields()) {
    const said = draft[field.name];
    if (said === undefined) continue;
    if (field.type === "radio") field.checked ||= said === field.value;
    else if (field.type === "checkbox") field.checked = said === field.value;
    else if (!field.value) field.value = said;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  let waiting;
  const keep = () => {
    const said = {};
    for (const field of fields()) {
      if (/radio|checkbox/.test(field.type) ? field.checked : field.value) said[field.name] = field.value;
    }
    const done = Object.keys(said).length ? kept.write(key, JSON.stringify(said)) : kept.forget(key);
    if (state) state.hidden = !done;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    keep();
    if (!event.submitter?.hasAttribute("formaction")) kept.write("draft-sent", key);
  });
});

document.addEventListener("DOMContentLoaded", () => {
  const sent = kept.read("draft-sent");
  if (!sent) return;
  kept.forget("draft-sent");
  const forms = [...document.querySelectorAll('[data-behaviour~="keep-draft"]')];
  if (!forms.some((form) => draftOf(form) === sent)) kept.forget(sent);
});
