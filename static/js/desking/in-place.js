// A verdict is sent and the next idea opens where this one lay, without a new page; a line of the queue opens so, too.
// Whatever is no desk, and whatever goes wrong, is left to the browser: then it is as it is without a script.
const pile = () => document.querySelector(".desk__pane--queue");
let shown = location.href;
let isBusy = false;

// What cannot be shown in its place: the letter seen first, and what became of many, are pages of their own.
const staysHere = (form, button) => form.method === "post" && form.id !== "bulk" && button?.name !== "look";

function put(page) {
  const at = pile().scrollTop;
  document.title = page.title;
  document.querySelector("#main").replaceChildren(...page.querySelector("#main").childNodes);
  wake(document.querySelector("#main"));
  pile().scrollTop = at;
  document.querySelector(".queue-item--here")?.scrollIntoView({ block: "nearest" });
}

// What was typed and not sent: the answer to one form knows nothing of the others.
const typed = () => [...document.querySelectorAll("#main :is(input, textarea)[id]")]
  .filter((field) => field.value !== field.defaultValue).map((field) => [field.id, field.value]);

function typeAgain(words) {
  for (const [id, value] of words) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

function lookAt() {
  const subject = document.querySelector("#subject");
  const title = subject.querySelector(".subject__title") ?? subject;
  const done = [".shell--flash p", ".undo-bar__words strong"].map((where) => document.querySelector(where)?.textContent.trim()).find(Boolean);
  subject.scrollTop = 0;
  subject.scrollIntoView({ block: "start" });
  title.focus({ preventScroll: true });
  return [done, title.matches("h2") ? title.textContent.trim() : subject.querySelector("h2")?.textContent.trim()];
}

function keepAddress(answer, how) {
  if (answer.url !== shown) history[how](null, "", answer.url);
  shown = answer.url;
}

// Whether the answer is a desk, which then lies here. `how` keeps its address: pushState or replaceState.
async function open(answer, how, speaks) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector(".page--desk .desk #subject")) return false;
  const words = answer.ok ? [] : typed();
  if (answer.ok) keepAddress(answer, how);
  put(page);
  typeAgain(words);
  if (!answer.ok) return true; // and the summary of what is wrong has the focus
  const [done, title] = lookAt();
  say([speaks && done, title].filter(Boolean).join(" "));
  return true;
}

async function alone(act) {
  if (isBusy) return;
  isBusy = true;
  document.querySelector("#main").setAttribute("aria-busy", "true");
  try {
    await act();
  } catch {
    say("That did not reach the desk. What you typed is still here: try it once more.", true);
  } finally {
    isBusy = false;
    document.querySelector("#main").removeAttribute("aria-busy");
  }
}

// A token of yesterday is changed for the one that the answer carries, once.
async function send(form, button) {
  const post = () => fetch(form.getAttribute("action"), {
    method: "POST", body: new URLSearchParams(new FormData(form, button)), headers: { "HX-Request": "true" },
  });
  const answer = await post();
  const token = answer.status === 400 && answer.headers.get("X-CSRFToken");
  if (!token) return answer;
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
  return post();
}

function leaveToBrowser(form, button) {
  const said = document.createElement("input");
  Object.assign(said, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
  form.append(said);
  HTMLFormElement.prototype.submit.call(form);
}

async function judge(form, button) {
  const answer = await send(form, button);
  if (answer.status >= 500) throw new Error(answer.statusText);
  if (await open(answer, "pushState", true)) return;
  if (answer.redirected && answer.ok) location.assign(answer.url);
  else leaveToBrowser(form, button);
}

async function go(address, how) {
  const answer = await fetch(address);
  if (!answer.ok || !(await open(answer, how, false))) location.assign(address);
}

behave("in-place", (desk) => {
  desk.addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (event.defaultPrevented || !staysHere(form, button)) return;
    event.preventDefault();
    alone(() => judge(form, button));
  });

  desk.addEventListener("click", (event) => {
    const link = event.target.closest(".desk__pane--queue a");
    const plain = link && !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!plain || link.origin !== location.origin || link.pathname !== location.pathname || link.hash) return;
    event.preventDefault();
    alone(() => go(link.href, "pushState"));
  });
});

window.addEventListener("popstate", () => {
  if (location.href.split("#")[0] === shown.split("#")[0]) return;
  alone(() => go(location.href, "replaceState"));
});
