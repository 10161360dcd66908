// The two rows that are chosen for comparison.

function chooseRow(row, wanted) {
  shown.chosen = shown.chosen.filter((other) => other !== row);
  if (wanted) shown.chosen.push(row);
  if (shown.chosen.length > 2) shown.chosen.shift();
  for (const box of document.querySelectorAll('input[data-focus="choose"]')) {
    box.checked = shown.chosen.some((chosen) => String(chosen.id) === box.dataset.row);
    box.closest('tr').classList.toggle('chosen', box.checked);
  }
  showTray();
}

function clearChoice() {
  for (const row of [...shown.chosen]) chooseRow(row, false);
}

/** Why two rows cannot stand side by side; null where they can. */
function apart(first, second) {
  return first.on === second.on
    ? null
    : 'These rows stand on different boards, so they were scored on other samples or from other encoders: they cannot be paired.';
}

function showTray() {
  const tray = byId('tray');
  const [first, second] = shown.chosen;
  tray.hidden = !first;
  document.body.classList.toggle('with-tray', Boolean(first));
  if (!first) return;
  const reason = second ? apart(first, second) : 'Choose one more row of the same board.';
  fill(
    tray,
    el(
      'div',
      { class: 'tray-names' },
      shown.chosen.map((row) =>
        el('span', { class: 'tray-name' }, swatch(row), el('span', { class: 'clip' }, row.name)),
      ),
    ),
    reason
      ? el('span', { class: 'dim small' }, reason)
      : link(`#/compare/${first.id}/${second.id}`, 'Side by side', { class: 'primary' }),
    button('Clear', clearChoice, { class: 'quiet' }),
  );
  announce(reason ?? `${first.name} and ${second.name} are chosen.`);
}
