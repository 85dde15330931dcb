// What on a page could run, lead to a script, or lie over the rest of it.
() => {
  const said = [...document.querySelectorAll("*")];
  const handlers = said.flatMap((one) => [...one.attributes]
    .filter((at) => at.name.startsWith("on") || (at.name === "srcdoc" && !one.hasAttribute("sandbox")))
    .map((at) => at.name));
  const leads = said.flatMap((one) => ["href", "src", "action", "formaction", "xlink:href"]
    .map((name) => one.getAttribute(name)).filter((to) => /^[\s\u0000-\u0020]*(javascript|vbscript|data:text)/i.test(to ?? "")));
  const styled = [...document.querySelectorAll("[data-user-content] [style], base[href], iframe:not([sandbox]), [sandbox*=scripts]")]
    .map((one) => one.outerHTML.slice(0, 90));
  return [...handlers, ...leads, ...styled, ...(window.hits ?? [])];
}
