// A title may wrap, but it is one line: Enter goes on to the next field.
behave("one-line", (field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const fields = [...field.form.elements].filter((other) => other.matches("input:not([type=hidden]), textarea, select"));
    fields[fields.indexOf(field) + 1]?.focus();
  });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/[\r\n]+/g, " ");
  });
});
