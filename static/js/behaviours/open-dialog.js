// A link to a page that asks becomes the same question here: data-behaviour="open-dialog", data-dialog is its id.
behave("open-dialog", (opener) => {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog) return;
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
});
