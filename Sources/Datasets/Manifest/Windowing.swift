import Diagnostics

extension Window {
  /// Refuses windows that begin less than a frame apart in every modality: they would be the same
  /// frames again and again.
  func check(rates: [Double], place: String) throws {
    guard let fastest = rates.max(), seconds * (1 - overlap) * fastest < 1 else { return }
    throw InputError(
      place, found: "an overlap of \(overlap): windows that begin \(seconds * (1 - overlap) * fastest) frames apart",
      expected: "at least one frame", advice: "Lower 'overlap' of 'window' in the manifest.")
  }

  /// Frames in a window at `rate` frames a second, rounded, at least 1.
  public func length(rate: Double) -> Int { max(1, Int((seconds * rate).rounded())) }

  /// The frames of window `index` at `rate` frames a second. Every start is rounded by itself, so
  /// that windows of modalities with different rates stay together however many there are.
  public func frames(_ index: Int, rate: Double) -> Range<Int> {
    let start = Int((Double(index) * seconds * (1 - overlap) * rate).rounded())
    return start..<(start + length(rate: rate))
  }

  /// The number of whole windows in `frames` frames at `rate` frames a second; what is left at the
  /// end is dropped.
  public func count(frames: Int, rate: Double) -> Int {
    guard frames >= length(rate: rate) else { return 0 }
    let step = seconds * (1 - overlap) * rate
    var count = Int(Double(frames - length(rate: rate)) / step) + 1
    while self.frames(count, rate: rate).upperBound <= frames { count += 1 }
    while count > 0, self.frames(count - 1, rate: rate).upperBound > frames { count -= 1 }
    return count
  }
}
