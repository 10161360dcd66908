/// How often a row is right with one person.
public struct PersonAccuracy: Sendable, Equatable {
  public let subject: Int
  /// Over the person's test samples of all splits and repetitions.
  public let accuracy: Double
  /// These samples.
  public let samples: Int
}

extension RowRecords {
  /// The accuracy with each person, ascending by subject; empty without predictions.
  var persons: [PersonAccuracy] {
    var counts: [Int: (right: Double, samples: Int)] = [:]
    for result in results.compactMap(\.self) {
      for (subject, hit) in zip(result.samples?.subjects ?? [], result.hits ?? []) {
        counts[subject, default: (0, 0)].right += hit
        counts[subject, default: (0, 0)].samples += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.map { subject, own in
      PersonAccuracy(
        subject: subject, accuracy: own.right / Double(own.samples), samples: own.samples / repetitions)
    }
  }
}

extension Board {
  /// The accuracy of the row at `place` with each person, ascending by subject; empty without
  /// predictions.
  public func persons(ofRow place: Int) -> [PersonAccuracy] { groups[place].persons }
}

extension [PersonAccuracy] {
  /// The persons of the lowest accuracy, a fifth of all: the nearest whole number, and at least
  /// one. Of equal persons those of the smaller number come first. Ascending by accuracy.
  public var worstFifth: [PersonAccuracy] {
    let count = Swift.max(1, (2 * self.count + 5) / 10)
    return Array(sorted { ($0.accuracy, $0.subject) < ($1.accuracy, $1.subject) }.prefix(count))
  }
}
