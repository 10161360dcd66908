// Numbers and names as people read them.

const NONE = '–';

/** With the sign of mathematics, and none before what rounds to nothing. */
function signed(text) {
  return /^-[0.]+$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

function fixed(number, digits = 3) {
  return number === null || number === undefined || Number.isNaN(number) ? NONE : signed(number.toFixed(digits));
}

/** Three significant digits, as for distances and seconds. */
function significant(number, digits = 3) {
  if (number === null || number === undefined || Number.isNaN(number)) return NONE;
  if (number === 0) return '0';
  const size = Math.abs(number);
  if (size >= 1e6 || size < 1e-4) return signed(number.toExponential(digits - 1));
  return signed(String(Number(number.toPrecision(digits))));
}

function withSign(number, digits = 3) {
  return number === null ? NONE : (number > 0 ? '+' : '') + fixed(number, digits);
}

function count(number) {
  return number === null || number === undefined ? NONE : number.toLocaleString('en').replace(/,/g, '\u202f');
}

/** A p-value as the command writes it. */
function probability(p) {
  if (typeof p !== 'number') return p ?? NONE;
  return p < 0.001 ? p.toExponential(1) : String(Number(p.toPrecision(3)));
}

/** A cell of a column. */
function cellText(found, column) {
  if (found === null || found === undefined || found === '') return NONE;
  if (typeof found === 'object') return compact(found);
  if (typeof found !== 'number') return String(found);
  switch (column.kind) {
    case 'count':
      return count(found);
    case 'seconds':
    case 'short':
      return significant(found, column.digits || 3);
    case 'probability':
      return probability(found);
    default:
      return column.digits === null || column.digits === undefined ? significant(found) : fixed(found, column.digits);
  }
}

/** `k=64 ridge=0.1`: nested values as compact JSON. */
function compact(found) {
  if (found === null || found === undefined) return NONE;
  if (typeof found !== 'object') return String(found);
  if (Array.isArray(found))
    return found.map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part))).join(', ');
  return Object.entries(found)
    .map(([name, part]) => `${name}=${part !== null && typeof part === 'object' ? JSON.stringify(part) : part}`)
    .join(' ');
}

function interval(low, high, digits = 3) {
  return low === null || low === undefined || high === null || high === undefined
    ? NONE
    : `${fixed(low, digits)} – ${fixed(high, digits)}`;
}

function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** `labelledRows` as people say it, for a name that the data does not explain. */
function spoken(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/^./, (letter) => letter.toUpperCase());
}
