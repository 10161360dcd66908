// Views by address: #/, #/boards?..., #/row/ID, #/compare/ID/ID, #/curves, #/latents/ID/SPLIT,
// #/notes.

const positions = new Map();
let current = null;

function readHash() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...rest] = path.split('/');
  return { view: view || 'home', rest, query: new URLSearchParams(query) };
}

function route() {
  if (current !== null) positions.set(current, [scrollY, byId('frame').scrollTop]);
  const { view, rest, query } = readHash();
  const address = location.hash;
  const first = current === null;
  current = address;
  closePopup(false);
  const home = view === 'home' || view === 'boards';
  byId('view-home').hidden = !home;
  byId('view-notes').hidden = view !== 'notes';
  byId('view-other').hidden = home || view === 'notes';
  if (view === 'boards') {
    readAddress(query);
    buildToolbar();
    buildTable();
  }
  if (!home && view !== 'notes') fill(byId('view-other'), otherView(view, rest));
  markView(view);
  const heading =
    view === 'home'
      ? byId('title')
      : view === 'boards'
        ? byId('boards-title')
        : view === 'notes'
          ? byId('notes-title')
          : byId('view-other').querySelector('h1');
  document.title = view === 'home' ? report.title : `${heading?.textContent ?? ''} · ${report.title}`;
  if (first && view === 'home') return;
  const known = positions.get(address);
  heading?.focus({ preventScroll: true });
  if (known !== undefined && arrivedByHistory) {
    byId('frame').scrollTop = known[1];
    renderLines();
    scrollTo(0, known[0]);
  } else if (view === 'boards') byId('boards').scrollIntoView();
  else scrollTo(0, 0);
}

function markView(view) {
  for (const entry of byId('views').children) {
    const target = entry.getAttribute('href').replace('#/', '') || 'home';
    if (target === view) entry.setAttribute('aria-current', 'page');
    else entry.removeAttribute('aria-current');
  }
}

function otherView(view, rest) {
  const rows = rest.map((id) => rowsById.get(Number(id)));
  if (view === 'row' && rows[0]?.on) return rowView(rows[0]);
  if (view === 'compare' && rows[0]?.on && rows[1]?.on) return compareView(rows[0], rows[1]);
  if (view === 'curves') return curvesView();
  if (view === 'latents') return latentsView(rest[0], rest[1]);
  return [viewHead('Not found', 'This page has no such row or view.'), link('#/', 'To the overview')];
}

/** Whether an address came from back or forward: then the page stands where it stood. */
let arrivedByHistory = false;

function watchRoutes() {
  history.scrollRestoration = 'manual';
  let clicked = false;
  document.addEventListener(
    'click',
    (event) => {
      if (event.target.closest('a[href^="#/"]')) clicked = true;
    },
    true,
  );
  addEventListener('hashchange', () => {
    arrivedByHistory = !clicked;
    clicked = false;
    route();
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
    byId('main').scrollIntoView();
  });
}
