// Folded choices stand open where there is room, in browsers whose style sheets cannot do it.
behave("open-wide", (details) => {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = matchMedia("(min-width: 960px)");
  const fit = () => { details.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();
});
