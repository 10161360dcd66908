import Diagnostics
import FeatureStore
import LinearAlgebra

/// Reads the features of one modality out of an array of any shape.
struct FeatureReader {
  /// Elements that are read at once, at most, where the samples lie along the first axis.
  static let blockElements = 1 << 25

  /// Number of samples along the sample axis.
  let count: Int
  /// What made the features, pooling included.
  let encoder: String
  private let modality: MappedModality
  private let file: any ArrayFile
  private let arrays: [ArrayDescription]

  init(_ modality: MappedModality, file: any ArrayFile) throws {
    self.modality = modality
    self.file = file
    arrays = try Self.arrays(modality, file)
    let array = arrays[0]
    let place = "\(file.url.path): \(array.name)"
    // What is damaged or no number is refused with its own words.
    if array.shape.isEmpty || array.isText { _ = try file.numbers(array.name) }
    guard modality.sampleAxis < array.shape.count else {
      throw InputError(
        place, found: "shape \(array.shape)", expected: "an axis \(modality.sampleAxis) of samples",
        advice: "Correct 'sampleAxis' of '\(modality.name)'; axes count from 0.")
    }
    guard let size = elementCount(array.shape), size > 0 else {
      throw InputError(place, found: "shape \(array.shape)", expected: "at least one sample and one feature")
    }
    count = array.shape[modality.sampleAxis]
    if case .mean = modality.pool { encoder = "\(modality.encoder) > mean-pool" } else { encoder = modality.encoder }
    if modality.columns == nil { try Self.checkAxes(array.shape, modality, place: place) }
  }

  /// The features of the samples, d x `rows.count`: row `rows[i]` of the file for sample i, zeros
  /// where it is nil.
  /// - Throws: `InputError` with row, feature and id of the first number that is not finite.
  func features(rows: [Int?], ids: [String]) throws -> FeatureMatrix {
    let single = arrays.allSatisfy { $0.elementType == "float32" || $0.elementType == "float16" }
    let isPooled = if case .mean = modality.pool { true } else { false }
    return single && !isPooled ? .float(try matrix(rows, ids)) : .double(try matrix(rows, ids))
  }

  private func matrix<T: BLASScalar>(_ rows: [Int?], _ ids: [String]) throws -> Matrix<T> {
    var sampleOf = [Int?](repeating: nil, count: count)
    for (sample, row) in rows.enumerated() { if let row { sampleOf[row] = sample } }
    let plan = AxisPlan(arrays[0].shape, sampleAxis: modality.sampleAxis, pooled: pooledAxes)
    let dimension = modality.columns == nil ? plan.features.count : arrays.count
    var matrix = Matrix<T>(dimension, rows.count)
    if modality.columns != nil {
      for (feature, array) in arrays.enumerated() {
        let numbers = try file.numbers(array.name).elements
        guard numbers.count == count else {
          throw InputError(
            "\(file.url.path): \(array.name)", found: "shape \(array.shape)", expected: "\(count) numbers, one a sample"
          )
        }
        for (row, sample) in sampleOf.enumerated() {
          guard let sample else { continue }
          try check(numbers[row], row, sample, feature, ids, array)
          matrix[feature, sample] = T(numbers[row])
        }
      }
      return matrix
    }
    let array = arrays[0]
    let isStreamed = modality.sampleAxis == 0
    let rowSize = max(1, (elementCount(array.shape) ?? 0) / max(count, 1))
    let step = isStreamed ? max(1, Self.blockElements / rowSize) : count
    for start in stride(from: 0, to: count, by: step) {
      let run = start..<min(start + step, count)
      let block = try run.count == count ? file.numbers(array.name) : file.numbers(array.name, rows: run)
      try block.elements.withUnsafeBufferPointer { elements in
        for row in run {
          guard let sample = sampleOf[row] else { continue }
          let base = (row - start) * plan.sampleStride
          for (feature, offset) in plan.features.enumerated() {
            var value = elements[base + offset]
            if plan.pooled.count > 1 {
              value = 0
              for pooled in plan.pooled { value += elements[base + offset + pooled] }
              value /= Double(plan.pooled.count)
            }
            try check(value, row, sample, feature, ids, array)
            matrix[feature, sample] = T(value)
          }
        }
      }
    }
    return matrix
  }

  private func check(
    _ value: Double, _ row: Int, _ sample: Int, _ feature: Int, _ ids: [String], _ array: ArrayDescription
  ) throws {
    guard !value.isFinite else { return }
    throw InputError(
      "\(file.url.path): \(array.name)", found: "\(value) in row \(row) (sample '\(ids[sample])'), column \(feature)",
      expected: "finite numbers", advice: "Mend or leave out that sample before encoding.")
  }

  private var pooledAxes: [Int] { if case .mean(let axes) = modality.pool { axes } else { [] } }

  private static func arrays(_ modality: MappedModality, _ file: any ArrayFile) throws -> [ArrayDescription] {
    if let columns = modality.columns {
      let found = try columns.flatMap { name -> [ArrayDescription] in
        guard name.contains("*") else { return [try file.description(of: name)] }
        let plain = String(name.drop { $0 == "/" })
        return file.arrays.filter { matches($0.name.drop { $0 == "/" }, wildcard: plain) && $0.shape.count == 1 }
      }
      guard !found.isEmpty else {
        throw InputError(
          "modalities.\(modality.name).columns", found: "no array of \(file.url.path) with such a name",
          expected: "arrays of one number a sample",
          advice: "It has \(file.listedNames()).")
      }
      if let twice = firstRepeated(in: found.map(\.name)) {
        throw InputError(
          "modalities.\(modality.name).columns", found: "'\(twice)' twice", expected: "every array once",
          advice: "Take it out of the list; where two columns of the file have that name, rename one of them.")
      }
      if let text = found.first(where: \.isText) { throw file.notNumbers(text) }
      return found
    }
    if let name = modality.array { return [try file.description(of: name)] }
    let candidates = file.arrays.filter { !$0.isText }
    guard candidates.count == 1 else {
      throw InputError(
        "modalities.\(modality.name)", found: "no 'array'",
        expected: "one of \(file.listedNames())",
        advice: "Say which array of \(file.url.lastPathComponent) holds the features.")
    }
    return candidates
  }

  private static func checkAxes(_ shape: [Int], _ modality: MappedModality, place: String) throws {
    let others = shape.indices.filter { $0 != modality.sampleAxis }
    if case .mean(let axes) = modality.pool {
      guard axes.allSatisfy(others.contains), Set(axes).count == axes.count, !axes.isEmpty else {
        throw InputError(
          place, found: "a mean over the axes \(axes) of shape \(shape)",
          expected: "axes of the array that are not that of samples, \(modality.sampleAxis)")
      }
    }
    guard modality.pool != nil || others.count(where: { shape[$0] != 1 }) <= 1 else {
      throw InputError(
        place, found: "shape \(shape)", expected: "samples and features, or 'pool'",
        advice: "Add 'pool: {mean: <axis of frames>}', or 'pool: flatten' where every number is a feature of its own.")
    }
  }
}
