// A device makes a passkey, or signs in by one; what it answers goes to the site by an ordinary form.
behave("passkey", (form) => {
  const makes = form.dataset.passkey === "create";
  const read = window.PublicKeyCredential?.[makes ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"];
  if (!read) return;
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const publicKey = read.call(PublicKeyCredential, await asked());
      const answer = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.credential.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch {
      button.disabled = false;
      say("This device did not give a passkey. Nothing was changed.", true);
    }
  });

  async function asked() {
    const head = { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" };
    const answer = await fetch(form.dataset.ask, { method: "POST", headers: head });
    if (answer.status === 403) location.assign(`/me/proof?next=${encodeURIComponent(location.pathname)}`);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }
});
