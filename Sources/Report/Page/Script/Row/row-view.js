// The page of one row: all that its records say.

function viewHead(title, text, back = null) {
  return el(
    'header',
    { class: 'view-head' },
    back,
    el('h1', { class: 'view-title', tabindex: -1 }, title),
    text ? el('p', { class: 'prose' }, text) : null,
  );
}

function backLink(board) {
  return el('p', { class: 'back' }, link(`#/boards?board=${board.id}`, `← ${board.name}`));
}

function section(title, ...body) {
  const kept = body.flat(Infinity).filter(Boolean);
  return kept.length ? el('section', { class: 'card' }, el('h2', {}, title), kept) : null;
}

function rowView(row) {
  const details = report.details[row.id] ?? {};
  const trials = details.trials ?? [];
  const method = methodOf(row);
  return [
    viewHead(row.name, method.what ?? null, backLink(row.on)),
    el(
      'p',
      { class: 'facts' },
      swatch(row),
      el('b', {}, row.method),
      ` · ${method.familyTitle ?? method.family} · classifier ${row.classifier ?? NONE}`,
      row.bound
        ? ' · a bound, without a rank'
        : row.rank
          ? ` · rank ${row.rank} (${row.rankLow ?? row.rank}–${row.rankHigh ?? row.rank}) of ${row.on.ranked}`
          : ' · without a rank',
    ),
    el(
      'div',
      { class: 'actions' },
      el('span', { class: 'dim small' }, 'Copy as'),
      copyButtons(row),
      button('Choose for comparison', () => chooseRow(row, true), { class: 'quiet' }),
    ),
    scoreTiles(row),
    el(
      'div',
      { class: 'row-grid' },
      section('Accuracy by person', personsTable(row)),
      section(
        'Parameters',
        definitionList(row.parameters),
        row.classifierParameters ? [el('h3', {}, 'Classifier'), definitionList(row.classifierParameters)] : null,
        row.on.encoders ? [el('h3', {}, 'Encoders'), el('p', {}, row.on.encoders)] : null,
        row.on.targetSeen ? [el('h3', {}, 'Target seen'), el('p', {}, row.on.targetSeen)] : null,
      ),
      section('Selection', selectionPart(details, row)),
      section('Training', trainingPart(trials)),
      ...['alignment', 'retrieval', 'calibration'].map((group) =>
        section(GROUP_TITLES[group], scoresOf(row, group), group === 'calibration' ? calibrationPart(trials) : null),
      ),
      section(GROUP_TITLES.similarity, scoresOf(row, 'similarity')),
      section(GROUP_TITLES.comparison, scoresOf(row, 'comparison')),
    ),
    el(
      'div',
      { class: 'matrices' },
      section('Per class', perClassTable(row)),
      section('Confusion matrix', pooledNote(row), confusionOfRow(row, `Confusion matrix of ${row.name}`)),
    ),
    planesOf(row).length
      ? section('Latent space', el('p', {}, link(`#/latents/${row.id}`, 'What the alignment did to the test samples')))
      : null,
    el(
      'div',
      { class: 'row-grid' },
      section('Preparation', preparationPart(row, trials)),
      section(
        'Seeds',
        details.seed === undefined
          ? null
          : el(
              'p',
              {},
              'Seed of the configuration: ',
              el('b', {}, details.seed),
              '. All others are derived from it and from what a trial is.',
            ),
      ),
      section('Provenance', definitionList(report.provenances[details.provenance])),
      section(
        'Sources',
        method.source ? el('p', {}, method.source) : null,
        datasetOf(row.on).citation ? el('p', {}, datasetOf(row.on).citation) : null,
      ),
    ),
    section(
      'Run it again',
      details.command ? commandBlock(details.command) : null,
      details.commandNote ? el('p', { class: 'dim small' }, details.commandNote) : null,
    ),
    section('Trials', trialsTable(trials)),
  ];
}

function commandBlock(text) {
  return el(
    'div',
    { class: 'command' },
    el('pre', { tabindex: 0, 'aria-label': 'command' }, el('code', {}, text)),
    copyButton('Copy', () => text, 'the command'),
  );
}

function scoreTiles(row) {
  const tile = (name, text, more) =>
    el(
      'div',
      { class: 'tile' },
      el('dt', {}, titleOf(name), hint(titleOf(name), metricText(name))),
      el('dd', {}, el('b', {}, text), more ? el('span', { class: 'dim' }, more) : null),
    );
  const column = (name) => report.columns[columnPlaces.get(name)];
  const names = ['balancedAccuracy', 'macroF1', 'transferRatio', 'sourceAccuracy', 'cmaeNormalised'].filter(
    (name) => value(row, name) !== null,
  );
  return el(
    'dl',
    { class: 'tiles' },
    tile('accuracy', fixed(row.accuracy), interval(row.low, row.high) === NONE ? null : interval(row.low, row.high)),
    names.map((name) => tile(name, cellText(value(row, name), column(name)))),
  );
}
