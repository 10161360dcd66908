import Foundation

/// How far a run is, as one line of text.
extension RunProgress {
  /// The line for a terminal of so many columns: what does not fit is left out, the least first.
  func line(at now: Instant = .now, columns: Int) -> String {
    let limit = max(columns - 1, 10)
    var line = ""
    for part in parts(at: now) {
      let longer = line.isEmpty ? part : "\(line), \(part)"
      guard longer.count <= limit else { break }
      line = longer
    }
    if line.isEmpty { return String(parts(at: now).first?.prefix(limit) ?? "") }
    let room = limit - line.count - 3
    return planned > 0 && preparation == nil && room >= 12 ? "\(bar(width: min(room, 30))) \(line)" : line
  }

  /// What a log that nobody watches says once a minute.
  func report(at now: Instant = .now) -> String {
    "after \(Duration.seconds(seconds(at: now)).text): \(parts(at: now).joined(separator: ", "))"
  }

  /// The most important first.
  private func parts(at now: Instant) -> [String] {
    var parts: [String] = []
    if let preparation {
      parts.append("\(preparation.name) \(preparation.done)/\(preparation.total)")
      if let left = preparation.secondsLeft(at: now) { parts.append("\(Duration.seconds(left).text) left") }
    }
    guard planned > 0 else { return parts }
    parts.append("\(done)/\(planned) trials")
    if preparation == nil, let left = secondsLeft(), done < planned {
      parts.append("\(Duration.seconds(left).text) left")
    }
    if failed > 0 { parts.append("\(failed) failed") }
    if reused > 0 { parts.append("\(reused) reused") }
    if let best = best.text { parts.append("best so far \(best)") }
    return parts
  }

  private func bar(width: Int) -> String {
    let filled = planned > 0 ? min(width, width * done / planned) : 0
    return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
  }
}

extension Duration {
  /// `4.2 s`, `12 min`, `3.5 h`: as exact as one needs to decide whether to wait.
  var text: String {
    let seconds = self / .seconds(1)
    switch seconds {
    case ..<100: return "\(seconds.formatted(places: seconds < 10 ? 1 : 0)) s"
    case ..<6000: return "\((seconds / 60).formatted(places: 0)) min"
    default: return "\((seconds / 3600).formatted(places: 1)) h"
    }
  }
}

extension Double {
  /// With so many digits behind the point, in every language the same.
  func formatted(places: Int) -> String { String(format: "%.\(places)f", self) }
}
