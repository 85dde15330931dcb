// What is being written survives a closed tab, under data-draft or where the form goes.
// What people do not see, and a password manager may have filled in, is not kept with it.
// It is forgotten once it was sent and the answer is no refusal.
const draftOf = (form) => `draft:${form.dataset.draft ?? new URL(form.action).pathname}`;

behave("keep-draft", (form) => {
  const key = draftOf(form);
  const state = form.querySelector("[data-draft-state]");
  const fields = () => [...form.elements].filter((field) => field.name && /^(textarea|text|radio|checkbox|select-one|url|date|number)$/.test(field.type) && !field.closest("[aria-hidden]"));

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

// Before any form is filled in: what was sent arrived, unless the answer is an error or holds what was typed.
{
  const sent = kept.read("draft-sent");
  const draft = JSON.parse(kept.read(sent) ?? "{}");
  const holds = (field) => field.name in (draft.said ?? draft) && field.defaultValue && !/^(radio|checkbox)$/.test(field.type);
  const refused = () => document.querySelector("[data-refused]")
    || [...document.forms].some((form) => draftOf(form) === sent && [...form.elements].some(holds));
  if (sent) kept.forget("draft-sent");
  if (sent && !refused()) kept.forget(sent);
}
