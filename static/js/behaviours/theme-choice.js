// Light, dark or the system's: the buttons appear only where they work.
behave("theme-choice", (group) => {
  const buttons = [...group.querySelectorAll("button")];
  const show = () => {
    const theme = document.documentElement.dataset.theme ?? "system";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === theme));
  };
  group.addEventListener("click", (event) => {
    const theme = event.target.closest("button")?.value;
    if (!theme) return;
    if (theme === "system") {
      delete document.documentElement.dataset.theme;
      kept.forget("theme");
    } else {
      document.documentElement.dataset.theme = theme;
      kept.write("theme", theme);
    }
    show();
  });
  group.hidden = false;
  show();
});
