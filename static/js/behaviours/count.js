// How many characters are left, from the moment it matters: when four fifths are used.
behave("count", (field) => {
  const most = field.maxLength;
  if (most < 1) return;
  const left = document.createElement("span");
  left.className = "field__count";
  left.hidden = true;
  field.after(left);
  const count = () => {
    left.hidden = field.value.length < most * 0.8;
    left.textContent = (field.dataset.left ?? "… left").replace("…", most - field.value.length);
  };
  field.addEventListener("input", count);
  count();
});
