// A reaction shows where it was pressed: the server's buttons replace those of the comment, without leaving the page.
behave("reactions", (list) => {
  list.addEventListener("click", async (event) => {
    const button = event.target.closest("button.reaction");
    if (!button?.form) return;
    event.preventDefault();
    const group = button.closest(".reactions");
    if (group.getAttribute("aria-busy") === "true") return;
    group.setAttribute("aria-busy", "true");
    const said = new FormData(button.form);
    said.append(button.name, button.value);
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: said, headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      group.outerHTML = await answer.text();
      list.querySelector(`[formaction^="${new URL(button.formAction).pathname.replace(/\/withdraw$/, "")}"][value="${button.value}"]`)?.focus({ preventScroll: true });
    } catch {
      group.removeAttribute("aria-busy");
      say("Your reaction did not arrive. Nothing has changed; try again.");
    }
  });
});
