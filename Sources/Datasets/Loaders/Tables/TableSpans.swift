import Diagnostics
import FeatureStore

extension TableReader {
  /// When each modality recorded, and the pieces of the recording that can hold samples.
  private struct Extent {
    var pieces: [ClosedRange<Double>]
    /// The last moment of each modality.
    var ends: [Double]
    /// Seconds of each modality without gaps.
    var lengths: [Double]
    var repeated: [Int]
    var incomplete: [Int] = []
    var rates: [MeasuredRate?]
    var wasRead = true
  }

  /// The samples of a recording. It is read only if the number of its rows does not tell its
  /// length.
  func spans(_ number: Int, isThorough: Bool) throws -> RecordingSpans {
    let rates = try wantedRates()
    try window?.check(rates: rates, place: place(number))
    let extent = try extent(number, rates, isThorough: isThorough)
    guard let first = extent.pieces.first, let last = extent.pieces.last else {
      throw InputError(
        place(number), found: "no moment at which no modality misses anything", expected: "a common time of all",
        advice: "Are these files of one recording? Check 'time', 'clockOffset' and 'cleaning' in the manifest, "
          + "say 'common: none' if clocks have nothing to do with each other, "
          + "or leave the recording out with --skip-bad.")
    }
    var result = RecordingSpans(rates: extent.rates, wasRead: extent.wasRead)
    if common == .clock { result.cut = cut(extent) }
    for (index, count) in zip(used, extent.repeated) where count > 0 {
      result.left.append(
        (count, .rows, "an earlier row has their time ('times: sort', \(cutter.files.modalities[index].name))"))
    }
    for (index, count) in zip(used, extent.incomplete) where count > 0 {
      result.left.append((count, .rows, "a point without a number (\(cutter.files.modalities[index].name))"))
    }
    func span(_ piece: ClosedRange<Double>, _ window: Int?, _ suffix: String) -> SampleSpan {
      SampleSpan(
        recording: number, origin: piece.lowerBound, end: piece.upperBound, window: window, suffix: suffix)
    }
    let hasNoWindow = window.map { "shorter than a window of \($0.seconds.formatted()) s" } ?? ""
    if cleaning.longer == .drop {
      guard let window else {
        guard extent.pieces.count == 1 else {
          result.left.append((1, .recordings, "a gap of more than \(cleaning.maximumGap.formatted()) s"))
          return result
        }
        result.samples = [span(first, nil, "")]
        return result
      }
      let whole = first.lowerBound...last.upperBound
      let all = windows(whole, extent, rates)
      let kept = (0..<all).filter { index in
        let bounds = rates.map { rate in
          let frames = window.frames(index, rate: rate)
          return (Double(frames.lowerBound) / rate, Double(frames.upperBound - 1) / rate)
        }
        let start = whole.lowerBound + (bounds.map(\.0).min() ?? 0)
        let end = whole.lowerBound + (bounds.map(\.1).max() ?? 0)
        let slack = 0.001 / (rates.max() ?? 1)
        return extent.pieces.contains { $0.lowerBound <= start + slack && $0.upperBound >= end - slack }
      }
      result.samples = kept.map { span(whole, $0, "_w\($0)") }
      if kept.count < all {
        result.left.append((all - kept.count, .windows, "a gap of more than \(cleaning.maximumGap.formatted()) s"))
      }
      if all == 0 { result.left.append((1, .recordings, hasNoWindow + tooShort(extent, rates))) }
      return result
    }
    var short = 0
    for (index, piece) in extent.pieces.enumerated() {
      let name = cleaning.longer == .split ? "_p\(index)" : ""
      guard window != nil else {
        result.samples.append(span(piece, nil, name))
        continue
      }
      let count = windows(piece, extent, rates)
      if count == 0 { short += 1 }
      result.samples += (0..<count).map { span(piece, $0, "\(name)_w\($0)") }
    }
    if result.samples.isEmpty {
      let cause = extent.pieces.count == 1 ? tooShort(extent, rates) : " between gaps"
      result.left.append((1, .recordings, hasNoWindow + cause))
    } else if short > 0 {
      result.left.append((short, .pieces, hasNoWindow + " between gaps"))
    }
    return result
  }

  /// The modalities that are too short for a window, unless all are.
  private func tooShort(_ extent: Extent, _ rates: [Double]) -> String {
    guard let window else { return "" }
    let short = zip(used, zip(extent.lengths, rates)).filter { _, own in
      window.count(frames: Self.frames(own.0, own.1), rate: own.1) == 0
    }.map { cutter.files.modalities[$0.0].name }
    if short.isEmpty { return " in the time that all modalities share" }
    return short.count == used.count ? "" : " in \(short.joined(separator: " and "))"
  }

  private func extent(_ number: Int, _ rates: [Double], isThorough: Bool) throws -> Extent {
    if !isThorough, tables.cleaning == nil, let ends = ends(number, rates) {
      return Extent(
        pieces: [0...(common == .clock ? ends.min() ?? 0 : .infinity)], ends: ends, lengths: ends,
        repeated: ends.map { _ in 0 }, rates: ends.map { _ in nil }, wasRead: false)
    }
    let read = try read(number)
    return Extent(
      pieces: common == .clock ? read.recording.pieces : read.recording.piecesToOwnEnds,
      ends: read.recording.tracks.map(\.end), lengths: read.recording.tracks.map(\.wholeSeconds),
      repeated: read.repeated, incomplete: read.incomplete, rates: read.rates)
  }

  /// The share of each modality's time that is in no piece.
  private func cut(_ extent: Extent) -> [Double] {
    let kept = extent.pieces.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    return extent.lengths.map { $0 > 0 ? max(0, 1 - kept / $0) : 0 }
  }

  /// The time of the last frame of each modality; nil if only reading tells it.
  private func ends(_ number: Int, _ rates: [Double]) -> [Double]? {
    let recording = recordings[number]
    var result: [Double] = []
    for (place, index) in used.enumerated() {
      let modality = cutter.files.modalities[index]
      guard modality.time == nil, modality.clockOffset == nil, modality.frame == nil else { return nil }
      var frames = recording.rows[index].count
      if tables.recordings == .rows {
        guard modality.channelFiles != nil, let text = indices[recording.group].texts[index][0] else { return nil }
        frames = text.columns
      }
      result.append(Double(frames - 1) / (modality.rate ?? rates[place]))
    }
    return result
  }

  /// Number of windows that all modalities fill.
  private func windows(_ piece: ClosedRange<Double>, _ extent: Extent, _ rates: [Double]) -> Int {
    guard let window else { return 0 }
    return zip(rates, extent.ends).map { rate, end in
      let seconds = min(piece.upperBound, end) - piece.lowerBound
      return seconds < 0 ? 0 : window.count(frames: Self.frames(seconds, rate), rate: rate)
    }.min() ?? 0
  }

  /// The share of the recordings that is cut away, by modality; empty if nothing is.
  func cuts(_ recordings: [RecordingSpans]) -> [Preparation.Cut] {
    let shares = recordings.map(\.cut).filter { !$0.isEmpty }
    guard !shares.isEmpty else { return [] }
    let cuts = used.indices.map { place in
      let own = shares.map { $0[place] }.sorted()
      return Preparation.Cut(
        modality: cutter.files.modalities[used[place]].name, median: own[own.count / 2], most: own[own.count - 1])
    }
    return cuts.contains { $0.most > 0.001 } ? cuts : []
  }

  /// The modalities whose times say another rate than the manifest.
  func rateDifferences(_ recordings: [RecordingSpans]) throws -> [Preparation.RateDifference] {
    try zip(used, wantedRates()).enumerated().compactMap { place, modality in
      let description = cutter.files.modalities[modality.0]
      let measured = recordings.compactMap { $0.rates.isEmpty ? nil : $0.rates[place] }
      let other = measured.filter { description.rate == nil && !$0.agrees(with: modality.1) }.map(\.usual).sorted()
      guard let least = other.first, let greatest = other.last else { return nil }
      return Preparation.RateDifference(
        modality: description.name, manifest: modality.1, least: least, greatest: greatest, recordings: other.count,
        of: measured.count)
    }
  }
}
