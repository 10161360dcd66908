// What the page computes itself, all from the predictions: nothing here decides who is better.

/**
 * Counts [truth][predicted] over all splits of a row, with the classes that occur; null without
 * predictions.
 */
function confusionOf(row) {
  if (row.matrix !== undefined) return row.matrix;
  const counts = new Map();
  const classes = new Set();
  let withoutPrediction = 0;
  const splits = splitsOf(row);
  for (const { truth, predicted } of splits) {
    truth.forEach((right, place) => {
      classes.add(right);
      const found = predicted[place];
      if (found === NO_PREDICTION) {
        withoutPrediction += 1;
      } else {
        classes.add(found);
      }
      const key = `${right} ${found}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
  }
  const order = [...classes].sort((a, b) => a - b);
  row.matrix =
    order.length === 0
      ? null
      : {
          classes: order,
          withoutPrediction,
          splits: splits.length,
          count: (truth, predicted) => counts.get(`${truth} ${predicted}`) ?? 0,
        };
  return row.matrix;
}

/**
 * Precision, recall and F1 of each class that was tested; a quotient without a denominator is 0.
 */
function perClass(row) {
  const matrix = confusionOf(row);
  if (!matrix) return [];
  const all = [...matrix.classes, NO_PREDICTION];
  return matrix.classes
    .map((index) => {
      const right = matrix.count(index, index);
      const support = all.reduce((sum, other) => sum + matrix.count(index, other), 0);
      const named = matrix.classes.reduce((sum, other) => sum + matrix.count(other, index), 0);
      const precision = named > 0 ? right / named : 0;
      const recall = support > 0 ? right / support : 0;
      const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
      return { index, support, right, precision, recall, f1 };
    })
    .filter((line) => line.support > 0);
}

/** The mean over splits of the share of right predictions. */
function accuracyOf(row) {
  const shares = splitsOf(row).map(
    ({ truth, predicted }) => truth.filter((right, place) => right === predicted[place]).length / truth.length,
  );
  return shares.length ? shares.reduce((a, b) => a + b, 0) / shares.length : null;
}

/**
 * Samples that both, one or neither of two rows of one board have right, over the splits of both.
 */
function agreement(first, second) {
  const counts = { both: 0, firstAlone: 0, secondAlone: 0, neither: 0, splits: 0 };
  predictedOf(first).forEach((_, split) => {
    const [a, b] = [splitOf(first, split), splitOf(second, split)];
    if (!a || !b) return;
    counts.splits += 1;
    a.truth.forEach((right, place) => {
      const [one, other] = [a.predicted[place] === right, b.predicted[place] === right];
      counts[one && other ? 'both' : one ? 'firstAlone' : other ? 'secondAlone' : 'neither'] += 1;
    });
  });
  return counts.splits ? counts : null;
}

/** Accuracy by person: as recorded, or else counted. */
function personsOf(row) {
  const recorded = report.persons[row.id];
  if (recorded?.length) {
    return recorded.map(([subject, accuracy, samples]) => ({ subject: String(subject), accuracy, samples }));
  }
  const people = new Map();
  for (const { truth, predicted, subjects } of splitsOf(row)) {
    truth.forEach((right, place) => {
      const person = people.get(subjects[place]) ?? { subject: String(subjects[place]), right: 0, samples: 0 };
      person.samples += 1;
      if (predicted[place] === right) person.right += 1;
      people.set(subjects[place], person);
    });
  }
  return [...people.values()].map((person) => ({ ...person, accuracy: person.right / person.samples }));
}

/** Differences of accuracy a person, of those that both rows were tested on. */
function pairedByPerson(first, second) {
  const others = new Map(personsOf(second).map((person) => [person.subject, person]));
  return personsOf(first)
    .filter((person) => others.has(person.subject))
    .map((person) => ({
      subject: person.subject,
      samples: person.samples,
      first: person.accuracy,
      second: others.get(person.subject).accuracy,
      difference: person.accuracy - others.get(person.subject).accuracy,
    }));
}

/** Differences of recall and F1 a class. */
function pairedByClass(first, second) {
  const others = new Map(perClass(second).map((line) => [line.index, line]));
  return perClass(first)
    .filter((line) => others.has(line.index))
    .map((line) => {
      const other = others.get(line.index);
      return {
        index: line.index,
        support: line.support,
        first: line.recall,
        second: other.recall,
        difference: line.recall - other.recall,
        firstF1: line.f1,
        secondF1: other.f1,
      };
    });
}
