// A browser that can show what happens is asked to; what it answers goes to the site by an ordinary form.
behave("push", (place) => {
  const form = place.querySelector("[data-push-form]");
  const [cannot, refused] = ["cannot", "refused"].map((name) => place.querySelector(`[data-push-${name}]`));
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
  cannot.hidden = true;
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    refused.hidden = true;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const given = (await subscribed()).toJSON();
      form.elements.endpoint.value = given.endpoint;
      form.elements.key.value = given.keys.p256dh;
      form.elements.secret.value = given.keys.auth;
      form.submit();
    } catch {
      refused.hidden = false;
      button.disabled = false;
    }
  });

  // An older agreement may be with a key that the site has no more: it is made anew.
  async function subscribed() {
    const worker = await navigator.serviceWorker.register(place.dataset.worker);
    await active(worker);
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: place.dataset.pushKey });
  }

  async function active(worker) {
    const coming = worker.active ?? worker.waiting ?? worker.installing;
    if (coming.state === "activated") return;
    await new Promise((done) => coming.addEventListener("statechange", () => coming.state === "activated" && done()));
  }
});
