// Whether words stand out from what is behind them. axe takes long to tell; words of the same
// colours, size and weight over the same layers are as legible as those it found legible before.
window.legible = (() => {
  const everythingIsHit = new CSSStyleSheet();
  everythingIsHit.replaceSync("* { pointer-events: auto !important }");

  const hash = (text) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(at), 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  };

  // What an element lays over those behind it; nothing, where they show as they are.
  const PAINTS = ["backgroundColor", "backgroundImage", "opacity", "mixBlendMode", "filter", "backdropFilter"];
  const BARE = "rgba(0, 0, 0, 0) none 1 normal none none";
  const PICTURES = "img, svg, video, canvas, iframe, object, embed, input[type=image]";
  const WORDS = ["color", "fontSize", "fontWeight", "textShadow", "textIndent", "webkitTextFillColor", "webkitTextStroke"];
  const said = (style, names) => names.map((name) => style[name]).join(" ");

  // Where words lie and what is painted there is looked up once, until the window is resized or
  // what stands on the page is another: a scheme changes colours alone.
  const places = { hits: new Map(), of: "" };
  const placesNow = () => {
    const now = [innerWidth, innerHeight, scrollX, scrollY, document.body.outerHTML].join("\n");
    if (places.of !== now) Object.assign(places, { hits: new Map(), of: now });
    return places.hits;
  };

  const signs = () => {
    const [layers, known] = [new Map(), placesNow()];
    const layerOf = (element) => {
      if (!layers.has(element)) {
        const paint = said(getComputedStyle(element), PAINTS);
        layers.set(element, (paint === BARE ? "" : paint) + (element.matches(PICTURES) ? element.tagName : ""));
      }
      return layers.get(element);
    };

    const around = (element) => element ? around(element.parentElement) + layerOf(element) : "";

    // Each line of words on whatever is painted there, from the top; null where they are not in sight.
    // How many lines there are, and how many boxes that paint nothing, changes nothing for the eye.
    const hitsOf = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const lines = element.matches(FIELDS) ? [element.getBoundingClientRect()] : [...range.getClientRects()];
      const hits = lines.map((box) => document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2));
      return hits.length && hits.every((hit) => hit.some((other) => element.contains(other))) ? hits : null;
    };

    // What lies further along in a row that scrolls is looked at there.
    const hitsAlong = (element) => {
      const row = rowOf(element);
      if (!row) return null;
      const [along, { left, width }] = [row.scrollLeft, element.getBoundingClientRect()];
      row.scrollLeft += left + width / 2 - row.getBoundingClientRect().left - row.clientWidth / 2;
      const hits = hitsOf(element);
      row.scrollLeft = along;
      return hits;
    };

    const hitsFor = (element) => {
      if (!known.has(element)) known.set(element, hitsOf(element) || hitsAlong(element));
      return known.get(element);
    };

    const linesOf = (element) => {
      const hits = hitsFor(element);
      if (!hits) return null;
      const layers = hits.map((hit) => hit.map((other) => (other === element ? "^" : "") + layerOf(other)).filter(Boolean).join("/"));
      return [...new Set(layers)].join("\n");
    };

    const signOf = (element) => {
      const lines = element.tagName === "IFRAME" ? null : linesOf(element);
      return lines && hash([said(getComputedStyle(element), WORDS), around(element), lines].join("\n"));
    };

    const elements = read();
    if (!elements.every((element) => known.has(element))) {
      document.adoptedStyleSheets.push(everythingIsHit);
      elements.forEach(hitsFor);
      document.adoptedStyleSheets.pop();
    }
    return new Map(elements.map((element) => [element, signOf(element)]));
  };

  const FIELDS = "input, select, textarea";
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  // No eye meets what is not drawn, or only as a dot for screen readers; axe passes over it.
  const isDrawn = (element) => element.checkVisibility({ visibilityProperty: true })
    && !isDot(element.closest(".visually-hidden")) && element.getBoundingClientRect().bottom + scrollY >= 0;
  const isDot = (element) => element && element.offsetWidth <= 1 && element.offsetHeight <= 1;
  const read = () => [...document.querySelectorAll("body, body *:not(option)")]
    .filter((element) => hasWords(element) || element.matches(`${FIELDS}, iframe`))
    .filter(isDrawn);

  const rowOf = (element) => {
    let box = element.parentElement;
    while (box && !(box.scrollWidth > box.clientWidth && /auto|scroll/.test(getComputedStyle(box).overflowX))) box = box.parentElement;
    return box;
  };

  const isMeasured = ({ data }) => data?.contrastRatio >= parseFloat(data?.expectedContrastRatio);

  // What axe finds wrong with words unlike those that it found legible, and which it did now.
  const faults = async (before) => {
    const found = signs();
    const known = new Set(before.split(" "));
    const unlike = [...found].filter(([, sign]) => !known.has(sign)).map(([element]) => element);
    if (!unlike.length) return { violations: [], legible: [] };
    const asked = { runOnly: ["color-contrast"], resultTypes: ["violations", "passes"], elementRef: true, preload: false, pingWaitTime: 150 };
    const { violations, passes } = await axe.run({ include: unlike }, asked);
    const legible = passes.flatMap(({ nodes }) => nodes)
      .filter((node) => node.any.every(isMeasured))
      .map((node) => found.get(node.element))
      .filter(Boolean);
    return { violations: JSON.parse(JSON.stringify(violations, (key, value) => key === "element" ? undefined : value)), legible };
  };

  return { faults, signs };
})();
