// Before the first paint: the theme this reader chose here, or none and the system decides.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system decides.
}

// Where browsers know of trusted types: pieces of pages are the site's own, a script's address is a file of ours,
// and no words ever become a script.
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    const there = new URL(address, location);
    return there.origin === location.origin && there.pathname.endsWith(".js") ? address : null;
  },
});
