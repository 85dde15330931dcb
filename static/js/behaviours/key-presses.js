// A single key presses the one button or radio that carries it: data-key="r", beside a <kbd> that says so.
behave("key-presses", (area) => {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]")) return;
    const target = event.key.length === 1 && area.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  });
});
