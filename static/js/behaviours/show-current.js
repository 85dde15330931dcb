// In a row of links too long for the screen, where we are is in view from the start.
behave("show-current", (row) => {
  const here = row.querySelector("[aria-current]");
  if (!here || row.scrollWidth <= row.clientWidth) return;
  const middle = here.getBoundingClientRect().left + here.offsetWidth / 2;
  row.scrollBy(middle - row.getBoundingClientRect().left - row.clientWidth / 2, 0);
});
