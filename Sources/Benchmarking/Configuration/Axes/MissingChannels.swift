import Datasets
import Diagnostics
import Randomness
import Splits

extension Axis {
  /// How many channels of the target are dead on the *test* rows, where they give 0 at all times.
  ///
  /// The channels are drawn once a split, the same ones on all its test rows, as when a sensor has
  /// failed after all was learned: nothing that is fitted sees them dead.
  static let missingChannels = Axis(
    name: "missingChannels", values: .counts, keeps: .nothing,
    change: .recordings { value, data, target in
      let rows = data.split.roles.test
      guard let row = rows.first else { return target.recordings }
      let place = "modality '\(target.modality)'"
      let asked = "\(Int(value)) dead channels asked for"
      guard case .series(let example) = try target.recordings.signal(row: row, modality: target.modality) else {
        throw InputError(
          place, found: "\(asked) of recordings without channels", expected: "channels over time",
          advice: "Take the axis out, or choose directions to another target.")
      }
      guard Int(value) <= example.channels.count else {
        throw InputError(
          place, found: asked, expected: "at most \(example.channels.count), as many as there are",
          advice: "Choose fewer.")
      }
      var generator = data.seed.deriving(target.modality).generator
      let dead = Set(generator.shuffled(example.channels.sorted()).prefix(Int(value)))
      return ChangedRecordings(
        target.recordings, target.modality, rows: rows, name: "dead \(dead.sorted().joined(separator: " "))"
      ) { $0.silenced(dead) }
    })
}

extension Signal {
  /// The signal with the named channels at 0.
  func silenced(_ dead: Set<String>) -> Signal {
    guard case .series(var series) = self else { return self }
    for (row, channel) in series.channels.enumerated() where dead.contains(channel) {
      for frame in 0..<series.values.columns { series.values[row, frame] = 0 }
    }
    return .series(series)
  }
}
