// A large file arrives by parts (tus 1.0) from the moment it is chosen, goes on where it was cut, after a reload too,
// and fills in what it says of itself. Without this the form sends its file by itself.
behave("resume", (form) => {
  const PART = 4 * 1024 * 1024;
  const input = form.elements.file;
  const shown = form.querySelector("[data-progress]");
  const [bar, words] = ["progress", "[data-told]"].map((name) => shown.querySelector(name));
  const pause = shown.querySelector("button");
  const uploads = form.dataset.uploads;
  let turn = 0;
  let cutting = null;
  let wanted = false;

  input.addEventListener("change", () => begin());
  pause.addEventListener("click", () => (cutting ? stop() : begin()));
  form.addEventListener("submit", (event) => {
    if (!input.files.length || arrived()) return;
    event.preventDefault();
    wanted = true;
    if (!cutting) begin();
  });

  function arrived() {
    return Boolean(form.querySelector("input[name=upload][type=hidden]"));
  }

  function stop() {
    turn += 1;
    cutting?.abort();
    cutting = null;
    pause.textContent = "Go on";
    tell("It waits. Go on when you like; after a reload, choose the same file again.");
  }

  async function begin() {
    const file = input.files[0];
    if (!file) return;
    const mine = (turn += 1);
    cutting?.abort();
    cutting = new AbortController();
    shown.hidden = false;
    pause.hidden = false;
    pause.textContent = "Pause";
    form.querySelector("input[name=upload][type=hidden]")?.remove();
    form.querySelectorAll("input[name=upload]").forEach((one) => (one.checked = false));
    const key = `upload:${uploads}:${file.name}:${file.size}:${file.lastModified}`;
    try {
      const place = await sent(file, key, () => mine === turn);
      if (!place) return;
      await settle(place, key);
    } catch (refusal) {
      if (mine !== turn) return;
      cutting = null;
      wanted = false;
      pause.textContent = "Try again";
      tell(refusal.message);
    }
  }

  // Part after part; a cut is waited for, longer each time.
  async function sent(file, key, isMine) {
    let place = kept.read(key);
    let at = -1;
    for (let tries = 0; isMine(); ) {
      try {
        if (!place) [place, at] = [await opened(file), 0];
        kept.write(key, place);
        if (at < 0) at = await offset(place);
        if (at === null) { kept.forget(key); place = null; at = -1; continue; }
        show(at, file.size);
        if (at >= file.size) return place;
        at = await put(place, file.slice(at, at + PART), at);
        tries = 0;
      } catch (cut) {
        if (cut.isRefusal || !isMine()) throw cut;
        tell("The connection is cut. It goes on by itself where it was.");
        at = -1;
        await new Promise((go) => setTimeout(go, Math.min(1000 * 2 ** tries++, 30000)));
      }
    }
    return null;
  }

  function ask(method, place, headers = {}, body = undefined) {
    const token = form.elements.csrf_token.value;
    const said = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, Accept: "application/json", ...headers };
    return fetch(place, { method, headers: said, body, signal: cutting.signal });
  }

  async function opened(file) {
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    const headers = { "Upload-Length": file.size, "Upload-Metadata": `filename ${name}` };
    const answer = await passed(await ask("POST", uploads, headers));
    return new URL(answer.headers.get("Location"), document.baseURI).pathname;
  }

  async function offset(place) {
    const answer = await ask("HEAD", place);
    if (answer.status === 404) return null;
    return Number((await passed(answer)).headers.get("Upload-Offset"));
  }

  async function put(place, part, at) {
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": at };
    const answer = await ask("PATCH", place, headers, part);
    if (answer.status === 409) return -1;
    return Number((await passed(answer)).headers.get("Upload-Offset"));
  }

  // What is refused is told in the site's own words; what is broken is tried again.
  async function passed(answer) {
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({}));
    const wrong = new Error(told.message ?? "This file was refused.");
    wrong.isRefusal = answer.status < 500 && answer.status !== 408 && answer.status !== 429;
    throw wrong;
  }

  async function settle(place, key) {
    const name = place.split("/").pop();
    const read = await ask("GET", `${place}/facts`);
    if (read.status === 422) {  // it would be refused again
      kept.forget(key);
      await ask("DELETE", place);
    }
    const facts = await (await passed(read)).json();
    const fields = { version: facts.version, platform: facts.platform, least_os: facts.least_os, package: facts.package };
    for (const [field, said] of Object.entries(fields)) {
      const control = form.elements[field];
      if (said && control && !control.value) control.value = said;
    }
    form.elements.version.closest("details").open = true;
    const missing = ["version", "platform"].filter((field) => !form.elements[field].value);
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: name });
    form.append(hidden);
    input.value = "";
    input.required = false;
    kept.forget(key);
    cutting = null;
    pause.hidden = true;
    const left = missing.length ? ` Its ${missing.join(" and its ")} you say yourself.` : "";
    tell(`It has arrived, whole. What it says of itself is filled in.${left}`);
    if (wanted && !missing.length) form.submit();
    else if (missing.length) form.elements[missing[0]].focus();
    wanted = false;
  }

  function show(at, size) {
    bar.max = size;
    bar.value = at;
    const percent = Math.floor((100 * at) / size);
    if (percent % 10 === 0 || at === 0) tell(`${percent} % have arrived.`);
  }

  function tell(said) {
    if (words.textContent !== said) words.textContent = said;
  }
});
