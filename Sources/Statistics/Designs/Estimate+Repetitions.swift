/// Repetitions of the same samples with other draws, crossed with what else varies.
extension TestDesign {
  /// What each unit adds to the deviation from `mean` in each repetition: rows of subjects; of
  /// splits or samples where there is one subject.
  func tableOfRepetitions(_ cellMeans: [Double], around mean: Double, value: (Int) -> Double) -> [[Double]] {
    guard unit != .samples else {
      return sampleWeights.indices.map { sample in
        (0..<repetitionCount).map { repetition in
          sampleWeights[sample] / Double(repetitionCount) * (value(sample + repetition * sampleCount) - mean)
        }
      }
    }
    let areSplits = unit == .splits
    var rows = [[Double]](
      repeating: [Double](repeating: 0, count: repetitionCount), count: areSplits ? splitCount : subjectCount)
    for (cell, cellMean) in zip(cells, cellMeans) {
      rows[areSplits ? cell.split : cell.subject][cell.repetition] += cell.weight * (cellMean - mean)
    }
    return rows
  }

  /// A variance over units with that of repetitions: V = V_units + V_repetitions - V_rest, never
  /// below the larger of the first two, with Satterthwaite's degrees of freedom.
  ///
  /// V_repetitions is that of the repetitions' means. V_rest is what units and repetitions do not
  /// explain apart, which both of them hold. With subjects as units it is the variance of two
  /// crossed random effects without replication. What draws of splits and repetitions have in
  /// common stays in V_repetitions, so that the interval is rather too wide there.
  func addingRepetitions(
    to units: (variance: Double, degreesOfFreedom: Double), rows: [[Double]]
  ) -> (variance: Double, degreesOfFreedom: Double) {
    let (count, times) = (Double(rows.count), Double(repetitionCount))
    let ofRepetitions = (0..<repetitionCount).map { repetition in rows.reduce(0) { $0 + $1[repetition] } }
    let repetitions = times / (times - 1) * ofRepetitions.reduce(0) { $0 + $1 * $1 }
    let freedom = (count - 1) * (times - 1)
    var squares = 0.0
    for row in rows {
      let own = row.reduce(0, +) / times
      for (value, ofRepetition) in zip(row, ofRepetitions) {
        let deviation = value - own - ofRepetition / count
        squares += deviation * deviation
      }
    }
    let rest = freedom > 0 ? count * times / freedom * squares : 0
    let variance = max(units.variance + repetitions - rest, units.variance, repetitions)
    let parts =
      units.variance * units.variance / units.degreesOfFreedom + repetitions * repetitions / (times - 1)
      + (freedom > 0 ? rest * rest / freedom : 0)
    guard parts > 0 else { return (variance, units.degreesOfFreedom) }
    return (variance, max(variance * variance / parts, min(units.degreesOfFreedom, times - 1)))
  }
}
