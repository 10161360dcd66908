/// How often a row is right with one person.
public struct PersonAccuracy: Sendable, Equatable {
  public let subject: Int
  /// Over the person's test samples of all splits and repetitions.
  public let accuracy: Double
  /// These samples.
  public let samples: Int
}

extension Board {
  /// The accuracy of the row at `place` with each person, ascending by subject; empty without
  /// predictions.
  public func persons(ofRow place: Int) -> [PersonAccuracy] {
    let results = groups[place].results.compactMap(\.self)
    let times = groups[place].repetitions
    var hits: [Int: [Double]] = [:]
    for result in results {
      for (subject, hit) in zip(result.samples?.subjects ?? [], result.hits ?? []) {
        hits[subject, default: []].append(hit)
      }
    }
    return hits.sorted { $0.key < $1.key }.map { subject, own in
      PersonAccuracy(subject: subject, accuracy: own.reduce(0, +) / Double(own.count), samples: own.count / times)
    }
  }
}
