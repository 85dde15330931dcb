// A dialog closes by a press on the veil or on anything marked data-closes.
behave("dialog", (dialog) => {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-closes]")) {
      event.preventDefault();
      dialog.close();
    }
  });
});
