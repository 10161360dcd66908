import Datasets
import Diagnostics
import Parallelism

/// The part of each recording that lies in the time that all modalities of its sample recorded.
///
/// A recording of n frames at r a second lasts from its start s to s + (n - 1) / r. The common time
/// of a sample goes from the latest start to the earliest end. Recordings say their starts
/// (`TimeSeries.start`), and begin together if nothing is known. A part is given in shares of the
/// recording's time: stages change the number of frames, not the time. Cost: every recording is
/// read once more, unless its source knows its length.
public struct CommonTime: Sendable {
  /// For each modality the part of each sample's recording, in shares of its time.
  private let parts: [String: [ClosedRange<Double>]]

  /// Looks at all recordings of the modalities.
  /// - Parameters:
  ///   - clocks: what each modality's chain says of its clock.
  ///   - source: the recordings.
  ///   - threads: how many recordings are read at a time.
  /// - Throws: `InputError` that names the sample where a rate is not known or the modalities have
  ///   no time in common.
  public init(
    of clocks: [String: RecordingClock], in source: any RecordingSource, threads: Int = activeProcessorCount
  ) throws {
    let names = clocks.keys.sorted()
    let rows = try concurrentMap(source.samples.count, threads: threads) { row in
      let spans = try names.map { name in
        let length = try source.length(row: row, modality: name)
        let place = "sample '\(source.samples.ids[row])', modality '\(name)': 'frames' by the clock"
        return try clocks[name]!.span(of: length, place: place)
      }
      let common = (start: spans.map(\.lowerBound).max() ?? 0, end: spans.map(\.upperBound).min() ?? 0)
      guard common.start < common.end else {
        let found = zip(names, spans).map { "\($0) from \($1.lowerBound) to \($1.upperBound) s" }
        throw InputError(
          "sample '\(source.samples.ids[row])': 'frames' by the clock", found: found.joined(separator: ", "),
          expected: "a stretch of time that all of them recorded",
          advice: "Check rates and starts in the data set, or give 'frames' a 'rate' and a 'start'.")
      }
      return spans.map { span in
        let length = span.upperBound - span.lowerBound
        return ((common.start - span.lowerBound) / length)...((common.end - span.lowerBound) / length)
      }
    }
    parts = Dictionary(uniqueKeysWithValues: names.enumerated().map { place, name in (name, rows.map { $0[place] }) })
  }

  /// The part of a recording that all modalities have, in shares of its time.
  public func part(row: Int, of modality: String) -> ClosedRange<Double>? { parts[modality]?[row] }
}
