// The data of the page, and what belongs together in it.

const report = {
  rows: [],
  boards: [],
  columns: [],
  results: [],
  samples: [],
  details: {},
  planes: {},
  curves: [],
  datasets: [],
  methods: [],
  metrics: [],
  protocols: [],
  leftOut: [],
  predictions: {},
  persons: {},
  pairs: {},
  provenances: {},
  orderings: [],
};
const rowsById = new Map();
const boardsById = new Map();
const columnPlaces = new Map();
const methodsByName = new Map();
const letters = new Map();
let planes = [];

const NO_PREDICTION = -1;
const CEILING = 'target-supervised';
const UNALIGNED = 'none';
const BOUND_ORDER = ['chance', 'majority', UNALIGNED, CEILING, 'source-on-source'];

function readReport() {
  const read = JSON.parse(byId('report-data').textContent);
  for (const [name, found] of Object.entries(read)) if (found !== null) report[name] = found;
  report.columns.forEach((column, place) => columnPlaces.set(column.name, place));
  report.methods.forEach((method) => methodsByName.set(method.name, method));
  Array.from(report.alphabet ?? '').forEach((letter, place) => letters.set(letter, place));
  for (const board of report.boards) {
    board.direction = `${board.source} → ${board.target}`;
    boardsById.set(board.id, board);
  }
  for (const row of report.rows) {
    rowsById.set(row.id, row);
    row.on = boardsById.get(row.board);
    row.accuracy = value(row, 'accuracy');
    row.low ??= null;
    row.high ??= null;
  }
  planes = Object.entries(report.planes).map(([key, plane]) => ({
    ...plane,
    row: Number(key.split('-')[0]),
    source: inPairs(plane.source),
    target: inPairs(plane.target),
  }));
  orderBy(report.ordering ?? 'accuracy');
}

/** Ranks, groups and the order of rows by one score. */
function orderBy(ordering) {
  shown.ordering = ordering;
  for (const row of report.rows) {
    [row.rank, row.rankLow, row.rankHigh, row.tieGroup] = [...(row.places?.[ordering] ?? []), null, null, null, null];
  }
  for (const board of report.boards) {
    board.members = (board.orders?.[ordering] ?? []).map((id) => rowsById.get(id)).filter(Boolean);
    const known = new Set(board.members);
    board.members.push(...(board.others ??= othersOf(board)).filter((row) => !known.has(row)));
    board.ranked = board.members.filter((row) => row.rank).length;
  }
}

function othersOf(board) {
  return [...new Set(Object.values(board.orders ?? {}).flat())].map((id) => rowsById.get(id)).filter(Boolean);
}

/** x, y, x, y, ... as points; null where a sample lacks the modality. */
function inPairs(numbers) {
  return Array.from({ length: numbers.length / 2 }, (_, place) =>
    numbers[2 * place] === null ? null : [numbers[2 * place], numbers[2 * place + 1]],
  );
}

/** A row's value in a column; null where there is none. */
function value(row, name) {
  const place = columnPlaces.get(name);
  return place === undefined ? null : (row.values?.[place] ?? null);
}

function methodOf(row) {
  return (
    methodsByName.get(row.method) ?? {
      family: 'other',
      familyTitle: 'others',
      colour: '#777777',
      darkColour: '#a0a0a0',
      marker: 'circle',
    }
  );
}

function datasetOf(board) {
  return report.datasets.find((set) => set.id === board.dataset) ?? { id: board.dataset, name: board.dataset };
}

function resultOf(board) {
  return report.results[board.result] ?? { benchmark: '', folder: '' };
}

function className(board, index) {
  return datasetOf(board).classNames?.[index] ?? `class ${index}`;
}

/** What guessing gives, what no alignment gives, and what labels of the target give. */
function boundsOf(board) {
  return BOUND_ORDER.flatMap((name) => board.members.filter((row) => row.method === name && row.accuracy !== null));
}

/** A row that no method competes with. */
function isBound(row) {
  return Boolean(row.bound) && !row.mayRank;
}

/** First and last place of each tie group, and the lane that its bracket is drawn in. */
function tieLanes(rows) {
  const groups = new Map();
  rows.forEach((row, place) => {
    if (!row.tieGroup) return;
    const group = groups.get(row.tieGroup);
    if (group) {
      group.last = place;
      group.count += 1;
    } else groups.set(row.tieGroup, { first: place, last: place, count: 1 });
  });
  const ends = [];
  for (const group of [...groups.values()].filter((group) => group.count > 1).sort((a, b) => a.first - b.first)) {
    let lane = ends.findIndex((end) => end < group.first);
    if (lane < 0) lane = ends.length;
    ends[lane] = group.last;
    group.lane = lane;
  }
  return groups;
}

/** The class indices that a text of predictions stands for. */
function decode(text) {
  return Array.from(text, (letter) => letters.get(letter) ?? NO_PREDICTION);
}

function truthOf(samples) {
  samples.truths ??= decode(samples.truth);
  return samples.truths;
}

function predictedOf(row) {
  return report.predictions[row.id] ?? [];
}

/** Truth, prediction and subject of every test sample of a split; null where it has no record. */
function splitOf(row, split) {
  const text = predictedOf(row)[split];
  const samples = report.samples[row.on.samples?.[split]];
  if (!text || !samples) return null;
  return { truth: truthOf(samples), predicted: decode(text), subjects: samples.subjects };
}

/** All splits of a row that have a record, in order; empty where predictions were left out. */
function splitsOf(row) {
  return predictedOf(row)
    .map((_, split) => splitOf(row, split))
    .filter(Boolean);
}
