// Elements made from data. Texts become text nodes and attributes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

function adorn(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === 'style') {
      for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** An HTML element: `el('p', {class: 'lead'}, 'text', child)`. */
function el(name, attributes, ...children) {
  return adorn(document.createElement(name), attributes, children);
}

/** The same for SVG. */
function draw(name, attributes, ...children) {
  return adorn(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

function byId(id) {
  return document.getElementById(id);
}

function button(text, action, attributes) {
  return el('button', { type: 'button', ...attributes, on: { click: action } }, text);
}

function link(hash, text, attributes) {
  return el('a', { href: hash, ...attributes }, text);
}

/** Said to screen readers, and shown for a moment where it answers an action. */
function announce(text) {
  const announcer = byId('announcer');
  announcer.textContent = '';
  requestAnimationFrame(() => {
    announcer.textContent = text;
  });
}

/** Calls `make` when the place comes into sight, so that long pages open at once. */
const waiting = new Map();
const watcher =
  'IntersectionObserver' in window
    ? new IntersectionObserver(
        (entries) => {
          for (const entry of entries) if (entry.isIntersecting) makeNow(entry.target);
        },
        { rootMargin: '600px' },
      )
    : null;

function makeNow(place) {
  const make = waiting.get(place);
  if (!make) return;
  waiting.delete(place);
  watcher?.unobserve(place);
  make(place);
}

function whenSeen(place, make) {
  waiting.set(place, make);
  if (watcher) watcher.observe(place);
  else makeNow(place);
  return place;
}

/** Draws again whenever the width changes. */
function responsive(place, make) {
  let last = 0;
  const again = () => {
    const width = Math.floor(place.clientWidth);
    if (width < 40 || Math.abs(width - last) < 2) return;
    last = width;
    fill(place, make(width));
  };
  new ResizeObserver(again).observe(place);
  return place;
}
