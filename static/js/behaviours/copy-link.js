// A link that copies its address, and says so for two seconds.
behave("copy-link", (link) => {
  const words = link.querySelector("span");
  const said = words.textContent;
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    words.textContent = link.dataset.done;
    say(link.dataset.done);
    setTimeout(() => { words.textContent = said; }, 2000);
  });
});
