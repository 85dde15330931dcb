// Who signs out leaves nothing behind for the next one at this browser.
behave("forget-drafts", (form) => {
  form.addEventListener("submit", () => kept.forgetAll("draft:"));
});
