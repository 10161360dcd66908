// Light or dark: as the system says, until the reader says otherwise. Remembered where the browser
// allows it.

const THEME_KEY = 'hartransfer-theme';

function storedTheme() {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

function storeTheme(theme) {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    /* A page from a file may not store: the choice lasts as long as the page. */
  }
}

function isDark() {
  return document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
}

function setUpTheme() {
  const stored = storedTheme();
  if (stored === 'dark' || stored === 'light') document.documentElement.dataset.theme = stored;
  const press = byId('theme');
  const show = () => {
    press.setAttribute('aria-pressed', String(isDark()));
  };
  press.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    storeTheme(document.documentElement.dataset.theme);
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  // On paper it is always light.
  let chosen;
  addEventListener('beforeprint', () => {
    chosen = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = 'light';
  });
  addEventListener('afterprint', () => {
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
  });
  show();
}
