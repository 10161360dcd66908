import Datasets
import Diagnostics
import LinearAlgebra
import Parallelism

extension Axis.RecordedTarget {
  /// The recordings with those of `rows` late by some seconds.
  /// - Throws: `InputError` where a recording does not bear it. All are looked at now, so that
  ///   nothing is refused after hours.
  func late(by seconds: Double, rows: [Int]) throws -> ChangedRecordings {
    _ = try concurrentMap(rows.count) { place in
      let length = try lengths.length(row: rows[place], modality: modality)
      return try InputError.naming("sample '\(recordings.samples.ids[rows[place]])', modality '\(modality)'") {
        try length.late(by: seconds)
      }
    }
    return ChangedRecordings(recordings, modality, rows: rows, name: "shift \(seconds)") { try $0.late(by: seconds) }
  }
}

extension Signal {
  /// The signal of a clock that is late: its first seconds are missing, and its last frame is held
  /// for as long, so that the length stays. Whole frames are shifted.
  func late(by seconds: Double) throws -> Signal {
    let late = try length.late(by: seconds)
    /// Which frame stands where, of so many.
    func frames(_ count: Int) -> [Int] { (0..<count).map { min($0 + late, count - 1) } }
    switch self {
    case .series(var series):
      series.values = series.values.selectingColumns(frames(series.values.columns))
      return .series(series)
    case .depth(var video):
      let size = video.height * video.width
      let kept = video.millimetres[(late * size)...]
      video.millimetres = Array(kept)
      for _ in 0..<late { video.millimetres.append(contentsOf: kept.suffix(size)) }
      return .depth(video)
    case .grid(var grid):
      grid.values = grid.values.selectingColumns(frames(grid.frames))
      return .grid(grid)
    case .points(let cloud): return .points(cloud.selecting(frames(cloud.frames)))
    case .text: return self
    }
  }
}

extension SignalLength? {
  /// A shift in whole frames.
  fileprivate func late(by seconds: Double) throws -> Int {
    guard let length = self else {
      throw InputError(
        "time shift", found: "a text", expected: "a recording, which takes time",
        advice: "Take the axis out, or choose directions to another target.")
    }
    let (frames, rate) = (length.frames, length.rate)
    let late = (seconds * rate).rounded()
    guard late >= 1 else {
      throw InputError(
        "time shift", found: "\(seconds) s, which is less than half a frame at \(rate) frames a second",
        expected: "one frame or more, or 0", advice: "Choose a longer shift.")
    }
    guard late < Double(frames) else {
      throw InputError(
        "time shift", found: "\(seconds) s", expected: "less than the recording's \(Double(frames) / rate) s",
        advice: "Choose a shorter shift.")
    }
    return Int(late)
  }
}
