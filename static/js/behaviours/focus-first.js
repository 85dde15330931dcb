// What has to be mended is where the reader is: focus goes to the summary of errors.
behave("focus-first", (element) => {
  element.focus();
});
