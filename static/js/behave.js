"use strict";
// A behaviour enhances an element that works without it: behave("name", begin) names it,
// data-behaviour="name other" asks for it, in the page and in whatever htmx brings later.
const behaviours = new Map();

function behave(name, begin) {
  behaviours.set(name, begin);
}

function wake(root) {
  const asleep = [...root.querySelectorAll("[data-behaviour]")];
  if (root instanceof Element && root.matches("[data-behaviour]")) asleep.unshift(root);
  for (const element of asleep) {
    if (element.behaves) continue;
    element.behaves = true;
    for (const name of element.dataset.behaviour.split(" ")) behaviours.get(name)?.(element);
  }
}

document.addEventListener("DOMContentLoaded", () => wake(document));
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));

// What is kept in this browser; a reader who has switched storage off loses nothing else.
const kept = {
  read(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  write(key, value) {
    try { localStorage.setItem(key, value); return true; } catch { return false; }
  },
  names(beginning) {
    try { return Object.keys(localStorage).filter((key) => key.startsWith(beginning)); } catch { return []; }
  },
  forgetAll(beginning) {
    for (const key of kept.names(beginning)) kept.forget(key);
  },
  forget(key) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  },
};

// Words read aloud once by a screen reader, without moving anything; what went wrong is seen for a while, too.
function say(words, wrong = false) {
  let voice = document.querySelector("[data-voice]");
  if (!voice) {
    voice = document.createElement("p");
    voice.dataset.voice = "";
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  voice.className = wrong ? "flash flash--wrong flash--floats" : "visually-hidden";
  clearTimeout(say.ends);
  if (wrong) say.ends = setTimeout(() => { voice.className = "visually-hidden"; }, 8000);
  voice.textContent = "";
  requestAnimationFrame(() => { voice.textContent = words; });
}
