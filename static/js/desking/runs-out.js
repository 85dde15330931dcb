// How long it still is until people are told of a verdict; then, that they are.
behave("runs-out", (words) => {
  const until = Date.parse(words.dataset.until);
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    words.textContent = left > 0 ? `Nobody is told of it for ${left} s.` : words.dataset.ends;
    if (left > 0) setTimeout(tick, 1000);
  };
  tick();
});
