// A reaction shows where it was pressed: the server's buttons replace those of the comment, without leaving the page.
behave("reactions", (list) => {
  const replace = async (group, address, request) => {
    if (group.getAttribute("aria-busy") === "true") return null;
    group.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { ...request, headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      const made = document.createElement("template");
      made.innerHTML = await answer.text();
      const fresh = made.content.firstElementChild;
      group.replaceWith(fresh);
      return fresh;
    } catch {
      group.removeAttribute("aria-busy");
      say("That did not arrive. Nothing has changed; try again.", true);
      return null;
    }
  };

  list.addEventListener("click", async (event) => {
    const pressed = event.target.closest(".reaction");
    const group = pressed?.closest(".reactions");
    if (!group || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (pressed.href) {
      event.preventDefault();
      (await replace(group, pressed.href))?.querySelector("button")?.focus({ preventScroll: true });
    } else if (pressed.form) {
      event.preventDefault();
      const said = new FormData(pressed.form);
      said.append(pressed.name, pressed.value);
      const fresh = await replace(group, pressed.formAction, { method: "POST", body: said });
      (fresh?.querySelector(`[value="${pressed.value}"]`) ?? fresh?.querySelector(".reaction"))?.focus({ preventScroll: true });
    }
  });
});
