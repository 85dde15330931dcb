// j and k walk a list, o opens, r replies, v votes, space picks: each presses what is already there, marked data-key.
behave("keys", (list) => {
  const items = () => [...list.querySelectorAll("[data-key-item]")];
  const here = () => list.querySelector(".is-picked");

  const go = (step) => {
    const all = items();
    if (!all.length) return;
    const now = all.indexOf(here() ?? list.querySelector("[aria-current]")?.closest("[data-key-item]"));
    const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
    here()?.classList.remove("is-picked");
    next.classList.add("is-picked");
    next.querySelector('[data-key="o"]')?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const press = (key) => here()?.querySelector(`[data-key="${key}"]`)?.click();

  document.addEventListener("keydown", function walk(event) {
    if (!list.isConnected) return document.removeEventListener("keydown", walk); // another list took its place
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (/^[orv]$/.test(event.key)) press(event.key);
    else if (event.key === " " && here()?.contains(document.activeElement) && here().querySelector('[data-key="space"]')) {
      event.preventDefault();
      press("space");
    }
  });
});
