import Records

/// What a benchmark can vary beside its methods: how much of the data there is, and how good they are.
///
/// Each axis is varied alone. At its default it changes nothing: the trial is the one that a configuration without the axis
/// has. What is drawn is drawn once a split, with a seed of its own, over the samples' ids; what a smaller value draws is part
/// of what a larger one draws, so that a curve shows the amount and not the luck of each point.
public enum Axis: String, Codable, Sendable, CaseIterable {
  /// How many labelled rows of the source each class has: the default is all. The pairs stay, so that encoders, reductions and
  /// alignments are the same.
  case labels
  /// How many rows of the *target* are labelled in each class: the default is 0, which is zero-label.
  ///
  /// They are among the labelled rows, never pairs alone, validation or test. The classifier learns from the source's latents of the labelled
  /// rows and the target's latents of these, each row a sample; alignments and selections do not see these labels. `target-supervised` is
  /// trained on these rows alone: what the few labels are worth without a source. Not a zero-label trial: boards of their own.
  case fewShot
  /// The fraction of pairs whose targets have changed places among themselves: the default is 0. Nothing else changes: an
  /// encoder and a reduction see the same rows of each modality.
  case mismatchedPairs
  /// How many pairs there are: the default is all. Drawn without a look at any label, so classes are not balanced.
  ///
  /// Encoders that learn, reductions and alignments are all fitted on these pairs and on no other, since a budget of
  /// pairs is all there is; encoders that learn are therefore fitted anew for every value. A pair is a row: a window, where
  /// recordings are cut into windows.
  case pairs
  /// By how many seconds the target's recordings of the *pairs* begin too late: the default is 0.
  ///
  /// The first seconds are missing, and the last frame is held for as long, so that the length stays; whole frames are
  /// shifted. Only pairs need two clocks to agree: labelled and test rows that are no pairs stay as they are. Encoders that learn are fitted
  /// on the shifted pairs. For data sets that are recordings.
  case timeShift
  /// How many channels of the target are dead on the *test* rows, where they give 0 at all times: the default is 0.
  ///
  /// The channels are drawn once a split, the same ones on all its test rows, as when a sensor has failed after all was learned: nothing that is
  /// fitted sees them dead. For data sets that are recordings of channels.
  case missingChannels
  /// By how many seconds *all* recordings of the target begin too late, as when its clock is wrong throughout: the default is 0.
  ///
  /// What is missing and what is held is as under `timeShift`; here labelled and test rows are as late as the pairs, so that whoever finds the offset
  /// on the pairs has found that of the test. For data sets that are recordings.
  case clockOffset

  /// Whether the pairs and all that is fitted on them stay what they are at the default.
  var keepsPairs: Bool { self == .labels || self == .fewShot }

  /// Whether the features stay what they are at the default.
  var keepsFeatures: Bool { keepsPairs || self == .mismatchedPairs }

  /// Whether its values are whole numbers.
  public var isCount: Bool { ![.mismatchedPairs, .timeShift, .clockOffset].contains(self) }

  /// The value at which it changes nothing; nil where that is 'all'.
  public var defaultValue: Double? { self == .pairs || self == .labels ? nil : 0 }

  /// The values there are, in words.
  var range: String {
    switch self {
    case .pairs, .labels: "a whole number from 1, or 'all'"
    case .fewShot, .missingChannels: "a whole number from 0"
    case .mismatchedPairs: "a fraction in 0 ... 1"
    case .timeShift, .clockOffset: "a number of seconds from 0"
    }
  }

  /// Whether a number can be a value, as far as that can be said without the data.
  func allows(_ value: Double) -> Bool {
    guard value.isFinite, !isCount || value == value.rounded() && value < 1e9 else { return false }
    return value >= (defaultValue == nil ? 1 : 0) && (self != .mismatchedPairs || value <= 1)
  }
}

extension Condition {
  init(_ axis: Axis, _ value: Double) { self.init(axis.rawValue, value) }
  subscript(axis: Axis) -> Double? { self.axis == axis.rawValue ? value : nil }
  var axes: [Axis] { Axis(rawValue: axis).map { [$0] } ?? [] }
  var pairs: Int? { self[.pairs].map { Int($0) } }
  var labels: Int? { self[.labels].map { Int($0) } }
  var fewShot: Int? { self[.fewShot].map { Int($0) } }
  var missingChannels: Int? { self[.missingChannels].map { Int($0) } }
  var mismatchedPairs: Double? { self[.mismatchedPairs] }
  var timeShift: Double? { self[.timeShift] }
  var clockOffset: Double? { self[.clockOffset] }
}
