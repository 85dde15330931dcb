// Every action by its name: Ctrl+K, ⌘K or ? opens it, typing narrows it, arrows walk it, Enter does it.
behave("palette", (dialog) => {
  const field = dialog.querySelector("input");
  const said = dialog.querySelector("[data-palette-said]");
  const entries = [...dialog.querySelectorAll("[data-palette]")];
  const left = () => entries.filter((entry) => !entry.parentElement.hidden);

  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/);
    for (const entry of entries) {
      const text = entry.textContent.toLowerCase();
      entry.parentElement.hidden = !words.every((word) => text.includes(word));
    }
    for (const group of dialog.querySelectorAll("[data-palette-group]")) group.hidden = !group.querySelector("li:not([hidden])");
    said.textContent = left().length === 1 ? "1 action" : `${left().length} actions`;
  };

  const open = () => {
    field.value = "";
    narrow();
    if (!dialog.open) dialog.showModal();
    field.focus();
  };

  document.addEventListener("keydown", function call(event) {
    if (!dialog.isConnected) return document.removeEventListener("keydown", call); // the desk shows another idea
    const isTyped = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]");
    const calls = event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "?" && !isTyped;
    if (!calls || event.defaultPrevented) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
  for (const opener of document.querySelectorAll('[data-does="keys"]')) {
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      open();
    });
  }

  field.addEventListener("input", narrow);
  dialog.addEventListener("keydown", (event) => {
    const some = left();
    const at = some.indexOf(document.activeElement);
    if (event.key === "ArrowDown") some[Math.min(at + 1, some.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? some[at - 1] : field).focus();
    else if (event.key === "Enter" && event.target === field) some[0]?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-palette]");
    if (!entry) return;
    dialog.close();
    document.activeElement?.blur();
    doDeed(entry.dataset.palette, entry.dataset.presses);
  });
});
