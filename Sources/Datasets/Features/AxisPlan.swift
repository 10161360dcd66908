/// Where in an array the numbers of a sample stand.
struct AxisPlan {
  /// From one sample to the next.
  let sampleStride: Int
  /// From a sample's first number to that of each feature.
  let features: [Int]
  /// From a feature's first number to each that is averaged.
  let pooled: [Int]

  init(_ shape: [Int], sampleAxis: Int, pooled axes: [Int]) {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    func offsets(_ axes: [Int]) -> [Int] {
      axes.reduce([0]) { offsets, axis in
        offsets.flatMap { offset in (0..<shape[axis]).map { offset + $0 * strides[axis] } }
      }
    }
    sampleStride = strides[sampleAxis]
    features = offsets(shape.indices.filter { $0 != sampleAxis && !axes.contains($0) })
    pooled = offsets(axes.sorted())
  }
}
