// "@" and the beginning of a name in a text area offers people to call: data-people is where they come from.
behave("mention", (area) => {
  const list = document.createElement("ul");
  list.className = "callables";
  list.id = `${area.id}-people`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People to mention");
  list.hidden = true;
  area.parentElement.classList.add("callables__place");
  area.after(list);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);

  let asked = 0;
  let waiting;
  const begun = () => area.value.slice(0, area.selectionStart).match(/(?:^|[\s(])@([^\s@][^@\n]{0,40})?$/);
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    area.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", option.id);
  };
  const take = (option) => {
    const typed = begun();
    const end = area.selectionStart;
    area.setRangeText(`@${option.dataset.called} `, end - (typed?.[1] ?? "").length - 1, end, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const offer = async (letters) => {
    const mine = ++asked;
    const address = new URL(area.dataset.people, location.href);
    address.searchParams.set("q", letters);
    let options = "";
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (answer.ok) options = await answer.text();
    } catch { /* nobody is offered; the name can be typed */ }
    if (mine !== asked) return;
    list.innerHTML = options;
    list.hidden = !list.children.length;
    if (list.hidden) return close();
    choose(list.firstElementChild);
    say(`${list.children.length} people`);
  };

  area.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = begun();
    if (!typed) return close();
    waiting = setTimeout(() => offer(typed[1] ?? ""), 120);
  });
  area.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (step) {
      event.preventDefault();
      choose(chosen()?.[step] ?? chosen() ?? list.firstElementChild);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take(chosen());
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[data-called]");
    if (option) take(option);
  });
  area.addEventListener("blur", close);
});
