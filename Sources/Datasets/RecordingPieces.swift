extension Recording {
  /// Every track counted from its own first whole frame, where clocks of the tracks have nothing to
  /// do with each other.
  func withoutCommonClock() -> Recording {
    var result = self
    for index in tracks.indices {
      guard let first = tracks[index].stretches.first?.lowerBound else { continue }
      let start = tracks[index].times[first]
      if start != 0 { result.tracks[index].times = tracks[index].times.map { $0 - start } }
    }
    return result
  }

  /// The pieces between gaps, if tracks count from their own beginnings. The last piece goes on to
  /// each track's own end (infinity). A piece that begins after some track's end does not count.
  var piecesToOwnEnds: [ClosedRange<Double>] {
    let ends = tracks.compactMap(\.lastWhole)
    guard ends.count == tracks.count, let earliest = ends.min() else { return [] }
    let open = tracks.map { track in
      track.spans.enumerated().map { index, span in
        index == track.stretches.count - 1 ? span.lowerBound...Double.infinity : span
      }
    }
    guard let first = open.first else { return [] }
    let common = open.dropFirst().reduce(first) { common, spans in Self.intersection(common, spans) }
    return common.filter { $0.lowerBound <= earliest }
  }

  /// The spans of time that lie in both lists.
  static func intersection(
    _ a: [ClosedRange<Double>], _ b: [ClosedRange<Double>]
  ) -> [ClosedRange<Double>] {
    a.flatMap { span in
      b.compactMap { other in
        let start = max(span.lowerBound, other.lowerBound)
        let end = min(span.upperBound, other.upperBound)
        return start < end || (start == end && span == other) ? start...end : nil
      }
    }
  }
}

extension Recording.Track {
  /// The time of the last whole frame; nil where there is none.
  fileprivate var lastWhole: Double? { stretches.last.map { times[$0.upperBound - 1] } }

  /// The time of the last whole frame; 0 where there is none.
  var end: Double { lastWhole ?? 0 }

  /// Seconds from the first to the last frame of all stretches together.
  var wholeSeconds: Double { spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }
}
