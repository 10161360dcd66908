import Datasets

/// The part of a depth video that is not 0: in data such as UTD-MHAD, the person.
struct DepthExtent: Equatable {
  /// The rows with a seen pixel in any frame.
  var rows: Range<Int>
  /// The columns with a seen pixel in any frame.
  var columns: Range<Int>
  /// The first percentile of the seen distances, in millimetres.
  var near: Int
  /// Their median.
  var middle: Int
  /// Their 99th percentile.
  var far: Int

  /// The extent over all frames; nil if nothing is seen at all. Cost: one pass over the pixels.
  init?(of video: DepthVideo) {
    var counts = [Int](repeating: 0, count: 1 << 16)
    var rowSeen = [Bool](repeating: false, count: video.height)
    var columnSeen = [Bool](repeating: false, count: video.width)
    counts.withUnsafeMutableBufferPointer { counts in
      video.millimetres.withUnsafeBufferPointer { pixels in
        var i = 0
        for _ in 0..<video.frames {
          for x in 0..<video.width {
            for y in 0..<video.height {
              let distance = Int(pixels[i])
              i += 1
              if distance == 0 { continue }
              counts[distance] += 1
              rowSeen[y] = true
              columnSeen[x] = true
            }
          }
        }
      }
    }
    guard let top = rowSeen.firstIndex(of: true), let bottom = rowSeen.lastIndex(of: true),
      let left = columnSeen.firstIndex(of: true), let right = columnSeen.lastIndex(of: true)
    else { return nil }
    rows = top..<(bottom + 1)
    columns = left..<(right + 1)
    let total = counts.reduce(0, +)
    func percentile(_ percent: Int) -> Int {
      var below = 0
      for (distance, count) in counts.enumerated() {
        below += count
        if below * 100 > total * percent { return distance }
      }
      return counts.count - 1
    }
    near = percentile(1)
    middle = percentile(50)
    far = percentile(99)
  }

  /// 0 for a distance at the far end or beyond, 1 at the near end or before it: stray pixels far
  /// off the person must not outweigh it.
  @inline(__always)
  func nearness(_ distance: Int) -> Float {
    Float(max(0, min(far - near, far - distance))) / Float(max(far - near, 1))
  }

  /// The bin of a distance, from near to far; distances beyond fall into the first or the last bin.
  @inline(__always)
  func bin(_ distance: Int, of bins: Int) -> Int {
    max(0, min(bins - 1, (distance - near) * bins / max(far - near, 1)))
  }
}
