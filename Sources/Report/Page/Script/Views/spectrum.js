// What a method chose its directions by, with k marked.

function spectrumFigure(spectrum, row) {
  if (!spectrum?.values?.length) return null;
  const place = el('div', { class: 'drawing' });
  const { values, kept, name } = spectrum;
  responsive(place, (width) => {
    const height = 260;
    // Some methods keep the smallest values, which a linear axis would not show beside the largest.
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const smallest = Math.max(Math.min(...values.filter((found) => found > 0)), most / 1e6);
    const log = least >= 0 && most / smallest > 300;
    const y = log ? { low: smallest / 2, high: most, log } : { low: Math.min(0, least), high: most || 1 };
    const frame = plotFrame({
      width,
      height,
      label: `${name} of ${row.name}: ${values.length} of ${spectrum.count}, the first ${kept} kept`,
      x: { low: 0.5, high: values.length + 0.5, title: 'direction' },
      y: { ...y, title: name },
    });
    const step = frame.X(2) - frame.X(1);
    const foot = frame.Y(log ? y.low : 0);
    const top = (found) => frame.Y(log ? Math.max(found, y.low) : found);
    append(frame.svg, [
      values.map((found, index) =>
        draw('rect', {
          x: frame.X(index + 1) - Math.max(0.4, step * 0.4),
          width: Math.max(0.8, step * 0.8),
          y: Math.min(top(found), foot - 1.5),
          height: Math.max(1.5, Math.abs(foot - top(found))),
          class: index < kept ? 'kept' : 'dropped',
        }),
      ),
      kept < values.length
        ? draw('line', { x1: frame.X(kept + 0.5), x2: frame.X(kept + 0.5), y1: 10, y2: height - 44, class: 'cut' })
        : null,
      draw(
        'text',
        {
          x: frame.X(Math.min(kept, values.length) + 0.5) + (kept > values.length * 0.7 ? -6 : 6),
          y: 24,
          'text-anchor': kept > values.length * 0.7 ? 'end' : 'start',
          class: 'bound-name',
        },
        `k = ${kept}`,
      ),
    ]);
    return frame.svg;
  });
  return el(
    'figure',
    { class: 'card wide' },
    el(
      'figcaption',
      {},
      el(
        'h2',
        {},
        name.replace(/^./, (letter) => letter.toUpperCase()),
      ),
      el(
        'p',
        { class: 'dim small' },
        `By these values the method chose its directions: the first ${count(kept)} of ${count(spectrum.count)} were kept.`,
      ),
    ),
    place,
    dataTable(
      name,
      ['direction', name],
      values.map((found, index) => [String(index + 1), significant(found, 4)]),
    ),
  );
}
