import Diagnostics
import LinearAlgebra

/// Refusals that methods share, so that they read alike.
enum Check {
  static func twoModalities(_ pairs: PairedFeatures, _ method: String) throws {
    guard pairs.views.count == 2 else {
      throw InputError(
        method, found: "\(pairs.views.count) modalities", expected: "2", advice: "Align them two by two.")
    }
  }

  /// Samples that have all modalities.
  static func completeSamples(_ pairs: PairedFeatures, _ method: String) throws {
    guard pairs.present == nil else {
      throw InputError(
        method, found: "samples that lack modalities", expected: "samples that have all",
        advice: "Leave the others out.")
    }
  }

  /// A k for which there are enough directions; `reason` says what bounds it.
  static func k(_ k: Int, atMost largest: Int, _ reason: String, _ method: String) throws {
    guard k <= largest else {
      throw InputError(
        "\(method): k", found: "\(k)", expected: "at most \(largest), \(reason)",
        advice: "Choose a smaller k, keep more features, or use more pairs.")
    }
  }

  /// The place of a modality among those that an alignment was fitted on.
  static func place(of modality: String, among known: [String]) throws -> Int {
    guard let place = known.firstIndex(of: modality) else {
      throw InputError(
        "alignment", found: "features of '\(modality)'", expected: "one of \(known.joined(separator: ", "))",
        advice: "Fit the alignment on pairs that hold this modality.")
    }
    return place
  }

  /// As many features as the alignment was fitted on.
  static func features(_ features: Matrix<Double>, _ count: Int, of modality: String) throws {
    guard features.rows == count else {
      throw InputError(
        "alignment", found: "\(features.rows) features of '\(modality)'",
        expected: "\(count), as in the pairs it was fitted on")
    }
  }

  /// What a method may hold in memory at once, in bytes: 8 GiB.
  static let largestMemory = 8 * 1_073_741_824.0

  /// Enough memory for an estimated count of double-precision numbers, asked before it is
  /// allocated.
  static func memory(_ numbers: Double, _ place: String, advice: String) throws {
    let bytes = 8 * numbers
    guard bytes <= largestMemory else {
      func gibibytes(_ bytes: Double) -> String { "\((bytes / 1_073_741_824 * 10).rounded() / 10) GiB" }
      throw InputError(
        place, found: "a need of about \(gibibytes(bytes)) of memory", expected: "at most \(gibibytes(largestMemory))",
        advice: advice)
    }
  }

  /// What `body` gives. A refusal by the method `inner` names `outer` instead, which the user
  /// chose.
  static func naming<T>(_ outer: String, insteadOf inner: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as InputError {
      guard error.place.hasPrefix(inner) else { throw error }
      throw InputError(
        outer + error.place.dropFirst(inner.count), found: error.found, expected: error.expected, advice: error.advice)
    }
  }
}
