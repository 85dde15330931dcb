// What a page does to those who read it large, small or by keys; each gives a list of faults.
window.looking = (() => {
  const name = (element) => element.outerHTML.slice(0, 120);

  const runsOver = () => {
    const over = document.scrollingElement.scrollWidth - innerWidth;
    return over > 0 ? [`the page runs over by ${over} px`] : [];
  };

  // Words that are cut off without a sign: by a box that hides what runs over. Rows that
  // scroll, ends marked by an ellipsis and words for screen readers pass.
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const hides = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
  const marked = (style) => style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  const isCut = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const words = range.getBoundingClientRect();
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (scrolls(style) || style.position === "fixed" || style.clipPath !== "none") return false;
      if (!hides(style) || marked(style)) continue;
      const frame = box.getBoundingClientRect();
      if (words.right > frame.right + 1 || words.left < frame.left - 1 || words.bottom > frame.bottom + 3) return true;
    }
    return false;
  };

  const clipped = () => [...document.querySelectorAll("body *")]
    .filter((element) => hasWords(element) && element.checkVisibility() && !element.closest(".visually-hidden, svg, option"))
    .filter(isCut)
    .map((element) => `cut off: ${name(element)}`);

  // Words that run together: a box that lays out its parts drops the space between its own
  // words and the next part.
  const laysOut = (style) => /flex|grid/.test(style.display) && !(parseFloat(style.columnGap) >= 3);
  const isPart = (node) => node?.nodeType === 1 && node.tagName !== "svg"
    && !node.classList.contains("visually-hidden") && node.checkVisibility();
  const losesSpace = (node) => node.nodeType === 3 && node.data.trim()
    && ((/\s$/.test(node.data) && isPart(node.nextSibling)) || (/^\s/.test(node.data) && isPart(node.previousSibling)));

  const stuck = () => [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest("svg") && laysOut(getComputedStyle(element)))
    .filter((element) => [...element.childNodes].some(losesSpace))
    .map((element) => `words run together: ${name(element)}`);

  // What can be pressed is reached by keys and shows it: something is drawn, in the window,
  // under nothing that floats.
  const pressed = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [data-key]';
  const DRAWN = ["outlineStyle", "outlineWidth", "boxShadow", "borderColor", "backgroundColor"];
  const sign = (element) => DRAWN.map((what) => getComputedStyle(element)[what]).join();

  const showsFocus = (element) => {
    const around = [element, element.nextElementSibling, element.labels?.[0], element.parentElement].filter(Boolean);
    const before = around.map(sign);
    element.focus();
    return around.some((one, at) => sign(one) !== before[at]);
  };

  const isDrawn = (element) => {
    const style = getComputedStyle(element);
    return !element.closest(".visually-hidden") && style.clipPath === "none" && Number(style.opacity) > 0;
  };

  const inSight = (element) => {
    const box = element.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + Math.min(box.width, 24) / 2, 1), innerWidth - 1);
    const y = box.top + Math.min(box.height, 24) / 2;
    if (y < 0 || y > innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    if (!top || element.contains(top) || top.contains(element)) return true;
    for (let box = top; box && !box.contains(element); box = box.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(box).position)) return false;
    }
    return true;
  };

  const faultOf = (element) => {
    document.activeElement?.blur();
    if (element.tabIndex < 0) return "no key reaches";
    if (!showsFocus(element)) return "no sign of focus on";
    if (document.activeElement !== element) return "no focus stays on";
    return isDrawn(element) && !inSight(element) ? "focus is out of sight on" : "";
  };

  const keys = () => [...document.querySelectorAll(pressed)]
    .filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !element.closest("[inert], [aria-hidden=true], dialog:not([open]), .is-focused"))
    .map((element) => [faultOf(element), name(element)])
    .filter(([fault]) => fault)
    .map((pair) => pair.join(" "));

  // Links among words are told by more than their colour, or axe has to look.
  const IN_LINE = /^(inline|inline-flex|inline-grid|contents)$/;
  const blockOf = (element) => IN_LINE.test(getComputedStyle(element).display) ? blockOf(element.parentElement) : element;
  const isAmongWords = (link) => blockOf(link.parentElement).textContent.trim() !== link.textContent.trim();
  const isByColour = (link) => {
    const { display, textDecorationLine } = getComputedStyle(link);
    return IN_LINE.test(display) && textDecorationLine === "none" && link.checkVisibility() && isAmongWords(link);
  };
  const links = async (asked) => [...document.querySelectorAll("a[href], [role=link], iframe")].some((one) => one.matches("iframe") || isByColour(one))
    ? (await axe.run(document, asked)).violations : [];

  // As it stands once it is loaded, whatever was done with it at another width.
  const shape = () => {
    document.activeElement?.blur();
    scrollTo(0, 0);
    return [...runsOver(), ...clipped(), ...stuck()];
  };
  const wholeHeight = () => document.documentElement.scrollHeight;

  return { shape, keys, links, wholeHeight };
})();
