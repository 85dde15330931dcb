// Pictures and files by choice, drop or paste: sent at once, shown where the form lists them. A draft answers with its
// whole list; elsewhere (data-appends) what was sent is added to it. In the composer autosave.js takes turns with it.

// A session that ended gives a fresh token with its refusal: it is sent once more.
async function postForm(form, address, words, options = {}) {
  const send = () => fetch(address, { method: "POST", body: words(), headers: { "HX-Request": "true" }, ...options });
  const answer = await send();
  const token = answer.headers.get("X-CSRFToken");
  if (answer.status !== 400 || !token) return answer;
  form.elements.csrf_token.value = token;
  return send();
}

behave("attach", (area) => {
  const chooser = area.querySelector("input[type=file]");
  if (!chooser) return;
  const form = chooser.form;
  const list = area.querySelector("[data-attached]");

  const show = (piece) => {
    const typed = [...list.querySelectorAll("input:not([type=hidden], [type=checkbox])")].map((field) => [field.name, field.value]);
    if ("appends" in area.dataset) {
      list.querySelector("[role=alert]")?.remove();
      list.insertAdjacentHTML("beforeend", piece);
    } else list.innerHTML = piece;
    for (const [name, value] of typed) {
      const field = list.querySelector(`[name="${name}"]`);
      if (field) field.value = value;
    }
    wake(list);
  };

  const written = (files) => () => {
    const words = new FormData(form);
    words.delete("files");
    for (const file of files) words.append("files", file, file.name);
    return words;
  };

  const inTurn = (task) => form.inTurn ? form.inTurn(task) : task().catch(() => say("This did not arrive. Try again."));

  const post = (address, files) => inTurn(async () => {
    area.setAttribute("aria-busy", "true");
    try {
      const answer = await postForm(form, address, written(files));
      const piece = await answer.text();
      if (answer.status === 409) form.showNewer(piece);
      else if (answer.ok || answer.status === 422) {
        show(piece);
        say(list.querySelector("[role=alert]")?.textContent ?? (files.length ? "Attached." : "Taken off."));
      } else say(answer.status === 413 ? "This file is too large." : "This did not arrive. Try again.");
    } finally {
      area.removeAttribute("aria-busy");
    }
  });

  const send = (files) => {
    if (files.length) post(area.dataset.attachTo, [...files]);
  };

  chooser.addEventListener("change", () => {
    const files = [...chooser.files];
    chooser.value = "";
    send(files);
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    send(event.clipboardData.files);
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    send(event.dataTransfer.files);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-detach]");
    if (!button) return;
    event.preventDefault();
    post(button.formAction, []);
  });
});
