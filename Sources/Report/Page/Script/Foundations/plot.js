// Axes for drawings with coordinates: round ticks, grid lines, titles.

const LEFT = 52,
  RIGHT = 14,
  TOP = 12,
  BOTTOM = 44;

function roundTicks(low, high, wanted = 5) {
  const raw = (high - low || 1) / wanted;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= raw) ?? size * 10;
  const ticks = [];
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-9; tick += step)
    ticks.push(Number(tick.toPrecision(12)));
  return ticks;
}

/** Powers of ten, or fewer of them where there are many. */
function decadeTicks(low, high, wanted = 6) {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = Math.max(1, Math.ceil((last - first + 1) / wanted));
  const ticks = [];
  for (let power = first; power <= last; power += step) ticks.push(10 ** power);
  return ticks;
}

function axisScale({ low, high, log }, from, to) {
  const f = log ? Math.log : (number) => number;
  const [a, b] = [f(low), f(high)];
  return (number) => from + ((f(number) - a) / (b - a || 1)) * (to - from);
}

/** Points spread over more than a decade and a half read better on a logarithmic axis. */
function wantsLog(points) {
  const low = Math.min(...points);
  return low > 0 && Math.max(...points) / low > 30;
}

function axisTitle({ title, log }) {
  return log ? `${title} (logarithmic)` : title;
}

/** An SVG with axes, and the scales to draw into it. */
function plotFrame({ width, height, x, y, label }) {
  const X = axisScale(x, LEFT, width - RIGHT);
  const Y = axisScale(y, height - BOTTOM, TOP);
  const xTicks = x.ticks ?? roundTicks(x.low, x.high, Math.max(3, Math.min(8, width / 90)));
  const yTicks = y.ticks ?? (y.log ? decadeTicks(y.low, y.high) : roundTicks(y.low, y.high));
  const svg = draw(
    'svg',
    { class: 'plot-frame', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    yTicks.map((tick) => [
      draw('line', { x1: LEFT, x2: width - RIGHT, y1: Y(tick), y2: Y(tick), class: 'grid-line' }),
      draw('text', { x: LEFT - 8, y: Y(tick) + 4, 'text-anchor': 'end', class: 'tick' }, significant(tick)),
    ]),
    thinned(xTicks, X).map((tick) => [
      draw('line', { x1: X(tick), x2: X(tick), y1: height - BOTTOM, y2: height - BOTTOM + 5, class: 'axis-line' }),
      draw('text', { x: X(tick), y: height - BOTTOM + 18, 'text-anchor': 'middle', class: 'tick' }, significant(tick)),
    ]),
    draw('line', { x1: LEFT, x2: width - RIGHT, y1: height - BOTTOM, y2: height - BOTTOM, class: 'axis-line' }),
    draw(
      'text',
      { x: (LEFT + width - RIGHT) / 2, y: height - 6, 'text-anchor': 'middle', class: 'axis-title' },
      axisTitle(x),
    ),
    y.title
      ? draw(
          'text',
          {
            transform: `translate(13 ${(TOP + height - BOTTOM) / 2}) rotate(-90)`,
            'text-anchor': 'middle',
            class: 'axis-title',
          },
          axisTitle(y),
        )
      : null,
  );
  return { svg, X, Y };
}

/** Ticks whose labels do not run into each other. */
function thinned(ticks, X, gap = 34) {
  const kept = [];
  for (const tick of ticks) if (kept.length === 0 || Math.abs(X(tick) - X(kept.at(-1))) >= gap) kept.push(tick);
  return kept;
}

function linePath(points) {
  return points.map(([x, y], place) => `${place ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/**
 * Numbers of a drawing as a table, for those who do not see it and for those who want to copy it.
 */
function dataTable(caption, heads, lines) {
  return el(
    'details',
    { class: 'numbers' },
    el('summary', {}, 'The numbers as a table'),
    el(
      'div',
      { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': caption },
      el(
        'table',
        { class: 'plain' },
        el('caption', { class: 'visually-hidden' }, caption),
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            heads.map((head) => el('th', { scope: 'col' }, head)),
          ),
        ),
        el(
          'tbody',
          {},
          lines.map(([first, ...rest]) =>
            el(
              'tr',
              {},
              el('th', { scope: 'row' }, first),
              rest.map((text) => el('td', { class: 'number' }, text)),
            ),
          ),
        ),
      ),
    ),
  );
}
