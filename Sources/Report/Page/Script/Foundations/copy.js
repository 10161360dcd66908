// What a row gives to other programs: the argument of `hartransfer compare`, a line of LaTeX,
// BibTeX.

function bibtexOf(row) {
  const entries = [methodOf(row).bibtex, datasetOf(row.on).bibtex].flat().filter(Boolean);
  return [...new Set(entries)].join('\n\n');
}

/** In quotes for a shell where it needs them. */
function quoted(text) {
  return /^[A-Za-z0-9_.,:=/+-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** The command that judges two rows; null where no text means them alone. */
function compareCommand(first, second) {
  return first.compare && second.query ? `${first.compare} ${quoted(second.query)}` : null;
}

async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea', { class: 'visually-hidden', 'aria-label': 'text to copy' });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) {
      announce('The browser does not allow copying.');
      return;
    }
  }
  announce(`Copied: ${what}.`);
}

function copyButton(label, text, what) {
  const press = button(
    label,
    () => {
      copyText(text(), what);
      press.textContent = 'Copied';
      setTimeout(() => {
        press.textContent = label;
      }, 1400);
    },
    { class: 'quiet' },
  );
  return press;
}

function copyButtons(row) {
  return [
    row.query ? copyButton('compare argument', () => row.query, 'the argument of hartransfer compare') : null,
    row.latex ? copyButton('LaTeX row', () => row.latex, 'a row of LaTeX') : null,
    bibtexOf(row) ? copyButton('BibTeX', () => bibtexOf(row), 'BibTeX of method and data') : null,
  ];
}
