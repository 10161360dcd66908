// One small window for definitions and for what can be copied. Escape closes it and the focus
// returns.

let popupOwner = null;

function openPopup(owner, label, ...children) {
  const popup = byId('popup');
  if (popupOwner === owner && !popup.hidden) {
    closePopup(true);
    return;
  }
  popupOwner = owner;
  popup.setAttribute('aria-label', label);
  fill(popup, children);
  popup.hidden = false;
  owner.setAttribute('aria-expanded', 'true');
  const from = owner.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const left = Math.max(8, Math.min(from.left, innerWidth - width - 8));
  const below = from.bottom + 6;
  popup.style.left = `${left}px`;
  popup.style.top = `${below + height > innerHeight - 8 ? Math.max(8, from.top - height - 6) : below}px`;
  (popup.querySelector('button, a') ?? popup).focus();
}

function closePopup(returning) {
  const popup = byId('popup');
  if (popup.hidden) return;
  popup.hidden = true;
  popupOwner?.setAttribute('aria-expanded', 'false');
  if (returning) popupOwner?.focus();
  popupOwner = null;
}

function watchPopup() {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closePopup(true);
  });
  document.addEventListener('pointerdown', (event) => {
    if (!byId('popup').contains(event.target) && !popupOwner?.contains(event.target)) closePopup(false);
  });
  addEventListener('resize', () => closePopup(false));
  addEventListener('scroll', () => closePopup(false), { passive: true });
  byId('frame').addEventListener('scroll', () => closePopup(false), { passive: true });
}

/** A small button that tells what a metric or a protocol is. */
function hint(title, text) {
  if (!text) return null;
  const ask = el(
    'button',
    {
      type: 'button',
      class: 'hint',
      'aria-label': `What is ${title}?`,
      'aria-expanded': 'false',
      on: {
        click: (event) => {
          event.stopPropagation();
          openPopup(ask, title, el('h3', {}, title), el('p', {}, text));
        },
      },
    },
    '?',
  );
  return ask;
}

function metricText(name) {
  return (
    report.metrics.find((metric) => metric.name === name)?.definition ||
    report.columns.find((column) => column.name === name)?.help ||
    null
  );
}

function titleOf(name) {
  return (
    report.columns.find((column) => column.name === name)?.title ??
    report.metrics?.find((metric) => metric.name === name)?.title ??
    spoken(name)
  );
}
