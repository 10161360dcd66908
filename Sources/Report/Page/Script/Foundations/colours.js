// Scales that grow evenly in lightness, so that they work for colour-blind eyes and in grey.

const CIVIDIS = [
  '#00224e',
  '#123570',
  '#3b496c',
  '#575d6d',
  '#707173',
  '#8a8678',
  '#a59c74',
  '#c3b369',
  '#e1cc55',
  '#fee838',
];
const BLUES = ['#ffffff', '#e3edf8', '#c2daef', '#94c1e0', '#5b9fd0', '#2f7abb', '#125499', '#08306b'];
const NIGHT_BLUES = ['#161a20', '#182536', '#1c3552', '#215078', '#2f74a8', '#5299cf', '#8cc0ea', '#d0e7fb'];
const DIVERGING = ['#8f4300', '#c8762b', '#eab57f', '#ffffff', '#9cc5e6', '#4a8cc4', '#0b4f91'];
const NIGHT_DIVERGING = ['#ffc48c', '#d98a45', '#7d4a1d', '#161a20', '#1f4a70', '#4a90cc', '#b4dafa'];

function parts(colour) {
  return [1, 3, 5].map((place) => parseInt(colour.slice(place, place + 2), 16));
}

/** A colour of a ramp at a share from 0 to 1. */
function ramp(stops, share) {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [parts(stops[low]), parts(stops[low + 1])];
  return from.map((part, index) => Math.round(part + (to[index] - part) * (place - low)));
}

function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever is read better. */
function inkOn(colour) {
  return luminance(colour) > 0.179 ? '#000000' : '#ffffff';
}

function css(colour) {
  return `rgb(${colour.join(' ')})`;
}

/** The properties of a cell that is coloured in both schemes. */
function heat(share, light, dark = light) {
  const [day, night] = [ramp(light, share), ramp(dark, share)];
  return { '--day': css(day), '--day-ink': inkOn(day), '--night': css(night), '--night-ink': inkOn(night) };
}

function ratioHeat(ratio) {
  return heat(ratio, CIVIDIS);
}
function shareHeat(share) {
  return heat(share, BLUES, NIGHT_BLUES);
}
/** From -1 to 1. */
function differenceHeat(share) {
  return heat((share + 1) / 2, DIVERGING, NIGHT_DIVERGING);
}

/** The properties of what is drawn in the colour of a method. */
function methodColours(row) {
  const { colour, darkColour } = methodOf(row);
  return { '--day': colour, '--night': darkColour };
}

/** The outline of a marker around 0, 0. */
function markerPath(shape, radius = 4.5) {
  const r = radius;
  const polygon = (corners, turn = -90, size = r) =>
    Array.from({ length: corners }, (_, place) => {
      const angle = ((turn + (360 * place) / corners) * Math.PI) / 180;
      return `${place ? 'L' : 'M'}${(size * Math.cos(angle)).toFixed(2)} ${(size * Math.sin(angle)).toFixed(2)}`;
    }).join('') + 'Z';
  const a = r * 0.36;
  const plus = `M${-a} ${-r}H${a}V${-a}H${r}V${a}H${a}V${r}H${-a}V${a}H${-r}V${-a}H${-a}Z`;
  switch (shape) {
    case 'square':
      return `M${-r * 0.85} ${-r * 0.85}H${r * 0.85}V${r * 0.85}H${-r * 0.85}Z`;
    case 'triangle':
      return polygon(3, -90, r * 1.2);
    case 'inverted-triangle':
      return polygon(3, 90, r * 1.2);
    case 'diamond':
      return polygon(4, -90, r * 1.15);
    case 'pentagon':
      return polygon(5, -90, r * 1.1);
    case 'plus':
    case 'cross':
      return plus;
    default:
      return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
  }
}

/** A marker at a place of a drawing; a cross is a plus that is turned. */
function marker(shape, radius, attributes) {
  return draw('path', {
    d: markerPath(shape, radius),
    class: 'marker',
    transform: shape === 'cross' ? 'rotate(45)' : null,
    ...attributes,
  });
}

/** The name of a row as a link to its page: the method, and smaller what tells its rows apart. */
function rowName(row, attributes) {
  const own = row.name.startsWith(`${row.method} `) ? row.method : row.name;
  return el(
    'span',
    { class: 'line-name' },
    swatch(row),
    link(
      `#/row/${row.id}`,
      [own, own === row.name ? null : el('span', { class: 'telling' }, row.name.slice(own.length))],
      { title: row.name, ...attributes },
    ),
  );
}

/** A small picture of a method's marker. */
function swatch(row) {
  return draw(
    'svg',
    {
      class: 'swatch',
      width: 14,
      height: 14,
      viewBox: '-7 -7 14 14',
      'aria-hidden': 'true',
      style: methodColours(row),
    },
    marker(methodOf(row).marker, 5),
  );
}
