import Diagnostics
import Foundation

/// The number of frames a second, as times say it.
///
/// Times are rounded and jitter, frames are lost, and some devices hand frames over in bursts. So
/// there are two answers: one by the usual step, one by the number of frames in the time without
/// gaps.
struct MeasuredRate: Sendable, Equatable {
  /// One over the median step.
  var median: Double
  /// One over the mean of the steps of about the median's length. It has no rounding, as the median
  /// has.
  var usual: Double
  /// Frames a second over all steps but gaps.
  var mean: Double

  /// The share by which a stated rate may differ.
  static let tolerance = 0.05
  /// Below this share of the usual rate, the mean rate says that frames come in bursts.
  static let leastMean = 0.5

  /// The rates that times say; nil for fewer than two steps. Steps that do not rise do not count.
  /// - Parameter longestGap: steps above this many seconds are gaps, unless all are.
  init?(times: [Double], longestGap: Double) {
    var steps: [Double] = []
    steps.reserveCapacity(times.count)
    for (earlier, later) in zip(times, times.dropFirst()) where later > earlier { steps.append(later - earlier) }
    guard steps.count > 1 else { return nil }
    steps.sort()
    let middle = steps.count / 2
    let median = steps.count % 2 == 1 ? steps[middle] : (steps[middle - 1] + steps[middle]) / 2
    let usual = steps.filter { abs($0 - median) <= 0.6 * median }
    let within = steps.prefix { $0 <= max(longestGap, 1.6 * median) }
    self.median = 1 / median
    self.usual = usual.isEmpty ? 1 / median : Double(usual.count) / usual.reduce(0, +)
    mean = within.isEmpty ? 1 / median : Double(within.count) / within.reduce(0, +)
  }

  /// Whether a stated rate is what the times say, by any of the answers.
  func agrees(with stated: Double) -> Bool {
    [median, usual, mean].contains { abs($0 - stated) <= Self.tolerance * stated }
  }

  /// Whether frames come in bursts, so that their times do not say when they were recorded.
  var isUneven: Bool { mean < Self.leastMean * usual }
}

extension ModalityTables {
  /// The rate at which a file was recorded: the stated one if its times agree, else what they say.
  ///
  /// - Parameter wanted: the manifest's rate of the modality.
  /// - Throws: `InputError` if times contradict the rate that `tables` states, come in bursts, or
  ///   are so far from the manifest's rate that their unit must be wrong.
  func rate(measured: MeasuredRate?, wanted: Double, place: String) throws -> Double {
    let stated = rate ?? wanted
    guard let measured, !measured.agrees(with: stated) else { return stated }
    let found = "\(Self.text(measured.usual)) Hz by its times"
    guard rate == nil else {
      throw InputError(
        place, found: found, expected: "\(Self.text(stated)) Hz, as 'tables: modalities: rate' says, to 5 %",
        advice: "Is the unit of 'time' right? Take 'rate' out where times are right: each file then has its own.")
    }
    guard !measured.isUneven else {
      throw InputError(
        place, found: "\(found), but \(Self.text(measured.mean)) rows a second", expected: "rows at an even pace",
        advice: "Rows seem to come in bursts. State the sensor's own rate under 'tables: modalities: rate'.")
    }
    guard measured.usual < 100 * wanted, measured.usual > wanted / 100 else {
      throw InputError(
        place, found: found, expected: "a rate nearer to the manifest's \(Self.text(wanted)) Hz",
        advice: "Is the unit of 'time' right?")
    }
    return measured.usual
  }

  private static func text(_ rate: Double) -> String { rate.formatted(.number.precision(.significantDigits(1...4))) }
}
