// Reply while words of that comment are selected, and the reply begins with them; what was typed before is kept.
behave("quote", (list) => {
  let picked = "";
  let typed = "";
  list.addEventListener("pointerdown", (event) => {
    const comment = event.target.closest("[data-key='r']")?.closest(".comment");
    const selection = getSelection();
    const inside = comment?.querySelector(".comment__body")?.contains(selection.anchorNode);
    picked = inside && !selection.isCollapsed ? selection.toString().slice(0, 1200) : "";
  });
  list.addEventListener("htmx:configRequest", (event) => {
    const target = event.detail.target;
    typed = target?.querySelector?.("textarea")?.value ?? "";
    if (picked) event.detail.parameters.words = picked;
    picked = "";
  });
  list.addEventListener("htmx:afterSwap", (event) => {
    const area = event.detail.target?.querySelector?.("textarea");
    if (!area) return;
    if (typed.trim() && !area.value.includes(typed.trim())) area.value = `${typed.trimEnd()}\n\n${area.value}`;
    typed = "";
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  });
});
