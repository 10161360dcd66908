// Scores as functions of one parameter, with the intervals of the rows that the points are.

const DASHES = [null, '7 3', '2 2', '10 3 2 3', '14 4', '5 2 2 2 2 2'];

/** Curves of one method share its colour and marker: their lines differ. */
function dashOf(curve, index) {
  const same = curve.series.slice(0, index).filter((other) => other.method === curve.series[index].method).length;
  return DASHES[same % DASHES.length];
}

function lineSwatch(series, dash) {
  return draw(
    'svg',
    {
      class: 'swatch',
      width: 34,
      height: 14,
      viewBox: '-17 -7 34 14',
      'aria-hidden': 'true',
      style: methodColours(series),
    },
    draw('line', { x1: -16, x2: 16, y1: 0, y2: 0, class: 'curve-line', 'stroke-dasharray': dash }),
    marker(methodOf(series).marker, 4),
  );
}

function curvesView() {
  const panels = report.curves.flatMap(curvePanels);
  return [
    viewHead(
      'Curves',
      'Each point is a row of a board; its bar is the 95 % interval of the score. Choose a name to bring its curve forward.',
    ),
    panels.length
      ? panels.map(curvePanel)
      : el('p', {}, 'These results have no axis and no sweep, so there is no curve.'),
  ];
}

/** A figure a direction, of the series that have at least two points there. */
function curvePanels(curve) {
  const directions = new Map();
  for (const series of curve.series) {
    if (series.values.filter((found) => found !== null).length < 2) continue;
    const key = series.source ? `${series.source} -> ${series.target}` : '';
    if (!directions.has(key)) directions.set(key, []);
    directions.get(key).push(series);
  }
  const several = report.results.length > 1 ? `${resultOf({ result: curve.result }).benchmark}: ` : '';
  return [...directions].map(([direction, series]) => ({
    ...curve,
    ...withKnownPoints(curve, withoutCommon(series, direction)),
    title: `${several}${curve.title ?? `${titleOf(curve.score)} over ${curve.parameter}`}${direction && directions.size > 0 ? `, ${direction.replace('->', '→')}` : ''}`,
  }));
}

/** Only the points where some series has a value. */
function withKnownPoints(curve, series) {
  const places = curve.points
    .map((_, place) => place)
    .filter((place) => series.some((one) => one.values[place] !== null));
  const at = (numbers) => (numbers ? places.map((place) => numbers[place]) : undefined);
  return {
    points: at(curve.points),
    series: series.map((one) => ({ ...one, values: at(one.values), low: at(one.low), high: at(one.high) })),
  };
}

/** Names without the direction and what follows it, where all have the same there. */
function withoutCommon(series, direction) {
  const tails = new Set(
    series.map(({ name }) =>
      direction && name.includes(` ${direction}`) ? name.slice(name.indexOf(` ${direction}`)) : null,
    ),
  );
  const [tail] = tails;
  return tails.size === 1 && tail
    ? series.map((one) => ({ ...one, name: one.name.slice(0, -tail.length) || one.name }))
    : series;
}

const OPEN_CURVES = 2;

/** The first figures are open, the others open when they are asked for. */
function curvePanel(panel, place) {
  if (place < OPEN_CURVES) return curveFigure(panel);
  const details = el(
    'details',
    {
      class: 'group',
      on: {
        toggle: () => {
          if (details.open && details.children.length === 1) details.append(curveFigure(panel));
        },
      },
    },
    el(
      'summary',
      {},
      el('h2', {}, panel.title),
      el('span', { class: 'dim tally' }, plural(panel.series.length, 'curve')),
    ),
  );
  return details;
}

function curveFigure(curve) {
  const place = el('div', { class: 'drawing' });
  const held = { series: null };
  const { title } = curve;
  const buttons = curve.series.map((series, index) => {
    const press = button(
      [lineSwatch(series, dashOf(curve, index)), series.name],
      () => {
        held.series = held.series === index ? null : index;
        light(held.series);
      },
      { class: 'legend-item', 'aria-pressed': 'false' },
    );
    press.addEventListener('pointerenter', () => light(index));
    press.addEventListener('pointerleave', () => light(held.series));
    press.addEventListener('focus', () => light(index));
    press.addEventListener('blur', () => light(held.series));
    return press;
  });
  const light = (index) => {
    buttons.forEach((press, other) => press.setAttribute('aria-pressed', String(held.series === other)));
    for (const group of place.querySelectorAll('.curve')) {
      group.classList.toggle('faint', index !== null && group.dataset.series !== String(index));
      group.classList.toggle('forward', group.dataset.series === String(index));
    }
  };
  responsive(place, (width) => curveDrawing(curve, title, width));
  return el(
    'figure',
    { class: 'card wide' },
    el(
      'figcaption',
      {},
      el('h2', {}, title),
      curve.score ? el('p', { class: 'dim small' }, metricText(curve.score)) : null,
    ),
    el(
      'div',
      { class: 'curve-layout' },
      place,
      el('div', { class: 'legend-list', role: 'group', 'aria-label': 'Curves' }, buttons),
    ),
    dataTable(
      title,
      [curve.parameter, ...curve.series.map((series) => series.name)],
      curve.points.map((point, place) => [
        significant(point),
        ...curve.series.map((series) => {
          const [low, high] = [series.low?.[place] ?? null, series.high?.[place] ?? null];
          return fixed(series.values[place]) + (low === null || high === null ? '' : ` [${interval(low, high)}]`);
        }),
      ]),
    ),
    curve.leftOut?.length
      ? el(
          'details',
          { class: 'numbers' },
          el('summary', {}, 'Left out'),
          el(
            'ul',
            {},
            curve.leftOut.map((text) => el('li', {}, text)),
          ),
        )
      : null,
  );
}

function curveDrawing(curve, title, width) {
  const height = Math.max(260, Math.min(460, width * 0.55));
  const numbers = curve.series
    .flatMap((series) => [...series.values, ...(series.low ?? []), ...(series.high ?? [])])
    .filter((number) => number !== null && number !== undefined);
  if (numbers.length === 0) return el('p', {}, 'No value.');
  let [low, high] = [Math.min(0, ...numbers), Math.max(...numbers)];
  if (high <= 1 && low >= 0) high = 1;
  const log = wantsLog(curve.points);
  const [least, most] = [Math.min(...curve.points), Math.max(...curve.points)];
  const pad = log ? 0 : (most - least || 1) * 0.03;
  const frame = plotFrame({
    width,
    height,
    label: `${title}: ${curve.series.length} curves. The numbers stand in the table below.`,
    x: {
      low: log ? least / 1.1 : least - pad,
      high: log ? most * 1.1 : most + pad,
      log,
      title: curve.parameterTitle ?? curve.parameter,
      ticks: curve.points.length <= 14 ? curve.points : undefined,
    },
    y: { low, high, title: titleOf(curve.score) },
  });
  const spread = Math.min(10, width / 60) / Math.max(1, curve.series.length);
  curve.series.forEach((series, index) => {
    const shift = (index - (curve.series.length - 1) / 2) * spread;
    const points = curve.points
      .map((point, place) => ({
        x: frame.X(point) + shift,
        value: series.values[place],
        low: series.low?.[place] ?? null,
        high: series.high?.[place] ?? null,
        point,
      }))
      .filter(({ value }) => value !== null && value !== undefined);
    append(frame.svg, [
      draw(
        'g',
        { class: 'curve', 'data-series': index, style: methodColours(series) },
        points.map((point) =>
          point.low === null || point.high === null
            ? null
            : draw('line', {
                x1: point.x,
                x2: point.x,
                y1: frame.Y(point.low),
                y2: frame.Y(point.high),
                class: 'whisker',
              }),
        ),
        draw('path', {
          d: linePath(points.map((point) => [point.x, frame.Y(point.value)])),
          class: 'curve-line',
          'stroke-dasharray': dashOf(curve, index),
        }),
        points.map((point) =>
          draw(
            'g',
            { transform: `translate(${point.x} ${frame.Y(point.value)})` },
            marker(methodOf(series).marker, 4),
            draw(
              'title',
              {},
              `${series.name} at ${significant(point.point)}: ${fixed(point.value)} [${interval(point.low, point.high)}]`,
            ),
          ),
        ),
      ),
    ]);
  });
  return frame.svg;
}
