// The desk's actions by their keys: what is to be filled in opens, all else is pressed. Escape leaves a field.
const fieldOf = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select");

// Ctrl+Enter anywhere; Enter alone where a form has several buttons, of which the browser would take the first.
const sends = (event, field) => event.ctrlKey || event.metaKey || (field.matches("input") && field.closest("#do-bulk, [data-does=why]"));
const buttonAfter = (field) => [...field.form.querySelectorAll("button[type=submit]")]
  .find((button) => field.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING);

function doDeed(name, key) {
  const target = document.querySelector(`[data-does="${name}"]`);
  if (!target) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: key === "space" ? " " : key, bubbles: true }));
  } else if (target.matches("a, button")) {
    target.focus();
    target.click();
  } else {
    if (target.matches("details")) target.open = true;
    target.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
    target.scrollIntoView({ block: "nearest" });
  }
}

behave("deeds", (desk) => {
  document.addEventListener("keydown", function press(event) {
    if (!desk.isConnected) return document.removeEventListener("keydown", press); // another idea lies here by now
    const field = fieldOf(event.target);
    if (event.target.closest("dialog[open]")) return;
    if (field && event.key === "Escape") field.blur();
    if (field && event.key === "Enter" && sends(event, field)) {
      event.preventDefault();
      if (field.closest("[data-does=why]")) field.blur();
      else field.form?.requestSubmit(buttonAfter(field));
    }
    if (field || event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    const target = ["key", "opens"].map((how) => document.querySelector(`[data-does][data-${how}="${CSS.escape(event.key)}"]`)).find(Boolean);
    if (!target) return;
    event.preventDefault();
    doDeed(target.dataset.does);
  });

  desk.addEventListener("change", (event) => {
    const line = document.querySelector("#do-bulk summary span");
    if (event.target.name !== "pick" || !line) return;
    const picked = document.querySelectorAll("[name=pick]:checked").length;
    line.textContent = picked === 1 ? "Do it to the one that is picked" : picked ? `Do it to the ${picked} that are picked` : "Do it to all that are picked";
    say(picked === 1 ? "1 picked" : `${picked} picked`);
  });
});
