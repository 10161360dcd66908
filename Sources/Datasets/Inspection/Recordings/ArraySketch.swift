import Foundation

/// What files of arrays seem to hold: the array of most numbers, and its axis of time.
struct ArraySketch {
  let variable: String
  let shape: [Int]
  /// The index of the axis of time, from 1.
  let timeAxis: Int
  /// Whether shapes of several files tell the axis of time.
  let isCertain: Bool

  /// Looks at files of one kind; nil where the first has no array of two axes or more.
  init?(_ urls: [URL]) {
    let files = urls.compactMap { try? ArrayFiles.open($0) }
    func largest(_ file: any ArrayFile) -> ArrayDescription? {
      file.arrays.filter { !$0.isText && $0.shape.count { $0 > 1 } >= 1 && $0.name != "table" }
        .max { $0.shape.reduce(1, *) < $1.shape.reduce(1, *) }
    }
    guard let file = files.first, let array = largest(file) else { return nil }
    let others = files.dropFirst().compactMap { file in file.arrays.first { $0.name == array.name }?.shape }
      .filter { $0.count == array.shape.count }
    let varying = array.shape.indices.filter { axis in others.contains { $0[axis] != array.shape[axis] } }
    variable = array.name
    shape = array.shape
    isCertain = varying.count == 1
    timeAxis = (varying.first ?? array.shape.indices.max { array.shape[$0] < array.shape[$1] } ?? 0) + 1
  }

  /// Columns of a frame.
  var columns: Int { shape.enumerated().reduce(1) { $1.offset + 1 == timeAxis ? $0 : $0 * $1.element } }
}
