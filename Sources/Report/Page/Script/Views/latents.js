// The latent space: the test samples of both modalities in the plane of their first principal
// components, before and after.

const HUES = 9;
const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'plus', 'pentagon'];

function planesOf(row) {
  return planes.filter((plane) => plane.row === row.id);
}

function planeRows() {
  return [...new Set(planes.map((plane) => plane.row))].map((id) => rowsById.get(id)).filter((row) => row?.on);
}

function latentsView(id, splitText) {
  const rows = planeRows();
  if (rows.length === 0) {
    return [
      viewHead(
        'Latent space',
        'No record keeps latents. A configuration that says keep: [latents] makes its trials keep two dimensions of them and the spectrum.',
      ),
    ];
  }
  const row =
    rowsById.get(Number(id)) && planesOf(rowsById.get(Number(id))).length
      ? rowsById.get(Number(id))
      : (rows.find((row) => row.method !== UNALIGNED) ?? rows[0]);
  const own = planesOf(row);
  const plane = own.find((other) => String(other.split) === splitText) ?? own[0];
  const before = planes.find(
    (other) =>
      other.split === plane.split &&
      rowsById.get(other.row)?.on === row.on &&
      rowsById.get(other.row).method === UNALIGNED,
  );
  const go = () => {
    location.hash = `#/latents/${rowSelect.value}/${splitSelect.value || ''}`;
  };
  const rowSelect = el(
    'select',
    {
      on: {
        change: () => {
          location.hash = `#/latents/${rowSelect.value}`;
        },
      },
    },
    rows.map((other) =>
      el('option', { value: other.id, selected: other === row }, `${other.on.direction}: ${other.name}`),
    ),
  );
  const splitSelect = el(
    'select',
    { on: { change: go } },
    own.map((other) =>
      el(
        'option',
        { value: other.split, selected: other === plane },
        report.samples[row.on.samples?.[other.split]]?.split ?? `split ${other.split + 1}`,
      ),
    ),
  );
  const truth = truthOf(report.samples[row.on.samples[plane.split]]);
  const classes = [...new Set(truth)].sort((a, b) => a - b);
  const pictures = [
    before && before !== plane ? [before, 'Before: no alignment'] : null,
    [plane, before === plane ? 'No alignment' : `After: ${row.name}`],
  ].filter(Boolean);
  const holder = el('div', { class: 'planes' });
  const lighting = highlighter(holder);
  fill(
    holder,
    pictures.map(([picture, title]) => planeFigure(picture, title, row, truth, lighting)),
  );
  return [
    viewHead(
      'Latent space',
      'Test samples of both modalities in the plane of the two first principal components of their latents. Filled: source. Hollow: target. ' +
        'Choose a class to bring it forward and to join its pairs.',
    ),
    el(
      'div',
      { class: 'fields' },
      el('label', { class: 'field grow' }, el('span', {}, 'row'), rowSelect),
      own.length > 1 ? el('label', { class: 'field' }, el('span', {}, 'split'), splitSelect) : null,
    ),
    before
      ? null
      : el('p', { class: 'dim' }, 'The row none of this board keeps no latents, so there is no picture of before.'),
    holder,
    classLegend(row.on, classes, lighting),
    spectrumFigure(plane.spectrum, row),
  ];
}

/** One class forward, all others faint; what is held stays when the pointer leaves. */
function highlighter(holder) {
  const state = { held: null, items: new Map() };
  state.show = (index) => {
    for (const group of holder.querySelectorAll('[data-class]')) {
      const own = index !== null && group.dataset.class === String(index);
      group.classList.toggle('faint', index !== null && !own);
      group.classList.toggle('forward', own);
    }
  };
  state.hold = (index) => {
    state.held = state.held === index ? null : index;
    for (const [key, item] of state.items) item.setAttribute('aria-pressed', String(key === state.held));
    state.show(state.held);
  };
  return state;
}

function classLook(place) {
  return { hue: `var(--hue-${place % HUES})`, shape: SHAPES[Math.floor(place / HUES) % SHAPES.length] };
}

function planeFigure(plane, title, row, truth, lighting) {
  const place = el('div', { class: 'drawing' });
  const classes = [...new Set(truth)].sort((a, b) => a - b);
  responsive(place, (width) => {
    const svg = planeDrawing(plane, title, row, truth, classes, width);
    svg.addEventListener('pointerover', (event) => {
      const group = event.target.closest('[data-class]');
      lighting.show(group ? Number(group.dataset.class) : lighting.held);
    });
    svg.addEventListener('pointerleave', () => lighting.show(lighting.held));
    svg.addEventListener('click', (event) => {
      const group = event.target.closest('[data-class]');
      if (group) lighting.hold(Number(group.dataset.class));
    });
    requestAnimationFrame(() => lighting.show(lighting.held));
    return svg;
  });
  const [first, second] = plane.varianceShares ?? [];
  return el(
    'figure',
    { class: 'card' },
    el(
      'figcaption',
      {},
      el('h2', {}, title),
      first === undefined
        ? null
        : el(
            'p',
            { class: 'dim small' },
            `The axes hold ${(first * 100).toFixed(0)} % and ${(second * 100).toFixed(0)} % of the variance.`,
          ),
    ),
    place,
  );
}

function planeDrawing(plane, title, row, truth, classes, width) {
  const height = width - LEFT - RIGHT + TOP + BOTTOM;
  const points = [...plane.source, ...plane.target].filter(Boolean);
  // One unit is as long on both axes, since distances are what the picture is about.
  const ends = [0, 1].map((axis) => {
    const all = points.map((point) => point[axis]);
    return [Math.min(...all), Math.max(...all)];
  });
  const half = Math.max(...ends.map(([low, high]) => high - low), 1e-9) * 0.54;
  const reach = (axis) => {
    const middle = (ends[axis][0] + ends[axis][1]) / 2;
    return { low: middle - half, high: middle + half };
  };
  const frame = plotFrame({
    width,
    height,
    label: `${title}: ${plane.source.length} samples of ${row.on.source} and ${row.on.target}, ${classes.length} classes`,
    x: { ...reach(0), title: 'first component' },
    y: { ...reach(1), title: 'second component' },
  });
  append(frame.svg, [
    classes.map((index, order) => {
      const { hue, shape } = classLook(order);
      const members = truth.flatMap((right, sample) => (right === index ? [sample] : []));
      const spot = (point, name) =>
        point &&
        draw(
          'g',
          { transform: `translate(${frame.X(point[0]).toFixed(1)} ${frame.Y(point[1]).toFixed(1)})` },
          marker(shape, 3.6, { class: name }),
        );
      return draw(
        'g',
        { 'data-class': index, class: 'class-points', style: { '--hue': hue } },
        draw('title', {}, className(row.on, index)),
        draw('path', {
          class: 'joins',
          d: members
            .filter((sample) => plane.source[sample] && plane.target[sample])
            .map((sample) =>
              linePath(
                [plane.source[sample], plane.target[sample]].map((point) => [frame.X(point[0]), frame.Y(point[1])]),
              ),
            )
            .join(''),
        }),
        members.map((sample) => [
          spot(plane.source[sample], 'source-point'),
          spot(plane.target[sample], 'target-point'),
        ]),
      );
    }),
  ]);
  return frame.svg;
}
