// Pictures and files by choice, drop or paste: sent at once, shown where the draft lists them. See autosave.js.
behave("attach", (area) => {
  const chooser = area.querySelector("input[type=file]");
  if (!chooser) return;
  const form = chooser.form;
  const list = area.querySelector("[data-attached]");

  const show = (piece) => {
    const typed = [...list.querySelectorAll("input:not([type=hidden])")].map((field) => [field.name, field.value]);
    list.innerHTML = piece;
    for (const [name, value] of typed) {
      const field = list.querySelector(`[name="${name}"]`);
      if (field) field.value = value;
    }
    wake(list);
  };

  const post = (address, files) => form.inTurn(async () => {
    const written = () => {
      const words = form.written();
      for (const file of files) words.append("files", file, file.name);
      return words;
    };
    area.setAttribute("aria-busy", "true");
    try {
      const answer = await form.post(address, written);
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
