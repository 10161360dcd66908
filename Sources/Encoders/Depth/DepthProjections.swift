import Datasets

/// The front, side and top view of one frame of a depth video, within the extent of the whole
/// video.
///
/// Front (rows x columns): 1 (far) to 2 (near) where something is seen, 0 elsewhere. Side: rows x
/// distance bins, top: columns x distance bins; their values are square roots of the number of
/// pixels that fall into a cell. The first axis runs fastest, the three lie one after another.
struct DepthProjections {
  let video: DepthVideo
  let extent: DepthExtent
  /// Number of distance bins.
  let bins: Int

  var frontCount: Int { extent.rows.count * extent.columns.count }
  var sideCount: Int { extent.rows.count * bins }
  var topCount: Int { extent.columns.count * bins }
  var count: Int { frontCount + sideCount + topCount }

  /// Writes the three views of frame `t`, `count` numbers.
  func project(_ t: Int, into views: UnsafeMutablePointer<Float>) {
    views.update(repeating: 0, count: count)
    let (height, width) = (extent.rows.count, extent.columns.count)
    let (front, side) = (views, views + frontCount)
    let top = side + sideCount
    video.millimetres.withUnsafeBufferPointer { pixels in
      for x in 0..<width {
        let column = (t * video.width + extent.columns.lowerBound + x) * video.height + extent.rows.lowerBound
        for y in 0..<height {
          let distance = Int(pixels[column + y])
          if distance == 0 { continue }
          let bin = extent.bin(distance, of: bins)
          front[x * height + y] = 1 + extent.nearness(distance)
          side[bin * height + y] += 1
          top[bin * width + x] += 1
        }
      }
    }
    for i in 0..<(sideCount + topCount) { side[i] = side[i].squareRoot() }
  }
}
