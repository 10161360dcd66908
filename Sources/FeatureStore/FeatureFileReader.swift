import Diagnostics
import Foundation
import LinearAlgebra

/// An open feature file: its tables are read and checked, its features stay on disk until they are asked for.
///
/// Memory and time of opening are those of the tables, O(n), whatever the size of the features. May be shared between
/// threads. Whatever is read is checked to be finite.
public final class FeatureFileReader: Sendable {
  /// The samples; row i of every modality belongs to row i.
  public let samples: SampleTable
  /// Where the features come from.
  public let origin: FeatureOrigin
  /// The modalities in their order.
  public let modalities: [ModalityDescription]
  private let datasets: [HDF5Dataset]
  private let file: HDF5File

  /// Opens a file and checks its tables.
  /// - Throws: `InputError` with file, object, found and expected on whatever is missing, damaged or inconsistent.
  public init(_ url: URL) throws {
    let file = try HDF5File(reading: url)
    try file.checkSchema()
    origin = try file.readOrigin()
    let samples = try file.readSamples()
    let names = try file.modalityNames()
    guard !names.isEmpty else { throw FeatureFile.noModalities(url.path) }
    if let twice = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) })?.element {
      throw InputError(
        file.place("/modalities"), found: "'\(twice)' twice", expected: "a different name for every modality")
    }
    let parts = try names.map { name in
      let part = try file.readModality(name)
      try part.0.validate(samples: samples, place: url.path)
      return part
    }
    self.file = file
    self.samples = samples
    modalities = parts.map(\.0)
    datasets = parts.map(\.1)
  }

  /// The description of a modality.
  /// - Throws: `InputError` that names the modalities there are.
  public func description(of modality: String) throws -> ModalityDescription { modalities[try index(of: modality)] }

  /// All features of a modality, d x n, read straight into the matrix.
  public func features(of modality: String) throws -> FeatureMatrix {
    let values = try uncheckedFeatures(of: modality)
    try check(values, modality) { $0 }
    return values
  }

  /// The features of the samples in the given rows, d x `rows.count`, in that order; a row may come twice.
  ///
  /// The file is read in ascending order whatever the order of `rows`, runs of rows as one hyperslab, so that no chunk is
  /// read or decompressed twice.
  public func features(of modality: String, rows: [Int]) throws -> FeatureMatrix {
    let index = try index(of: modality)
    let values: FeatureMatrix
    switch modalities[index].precision {
    case .float: values = .float(try datasets[index].readColumns(rows))
    case .double: values = .double(try datasets[index].readColumns(rows))
    }
    try check(values, modality) { rows[$0] }
    return values
  }

  /// The features of a modality in pieces of `count` samples (the last may be shorter), in the order of the file.
  public func chunks(of modality: String, rows count: Int) throws -> FeatureChunks {
    guard count > 0 else {
      throw InputError(file.path, found: "chunks of \(count) rows", expected: "at least one row a chunk")
    }
    return FeatureChunks(reader: self, modality: try description(of: modality), step: count)
  }

  /// The true latent of each sample (k x n), or nil where the file has none.
  public func trueLatents() throws -> Matrix<Double>? {
    guard file.exists("/true_latents") else { return nil }
    let dataset = try file.dataset("/true_latents")
    guard case .float = dataset.elementType, dataset.shape.count == 2, dataset.shape[0] == samples.count else {
      throw InputError(
        dataset.place, found: "shape \(dataset.shape) of \(dataset.elementType)",
        expected: "shape [\(samples.count), k] of float64", advice: "Write one row a sample.")
    }
    return try Matrix(dataset.shape[1], dataset.shape[0]) { try dataset.read(into: $0) }
  }

  /// One run of rows as one hyperslab.
  func features(of modality: ModalityDescription, run: Range<Int>) throws -> FeatureMatrix {
    let dataset = datasets[try index(of: modality.name)]
    let values: FeatureMatrix
    switch modality.precision {
    case .float: values = .float(try Matrix(modality.dimension, run.count) { try dataset.read(rows: run, into: $0) })
    case .double: values = .double(try Matrix(modality.dimension, run.count) { try dataset.read(rows: run, into: $0) })
    }
    try check(values, modality.name) { run.lowerBound + $0 }
    return values
  }

  /// All features of a modality, for a caller that checks them.
  func uncheckedFeatures(of modality: String) throws -> FeatureMatrix {
    let index = try index(of: modality)
    let (description, dataset) = (modalities[index], datasets[index])
    switch description.precision {
    case .float: return .float(try Matrix(description.dimension, description.count) { try dataset.read(into: $0) })
    case .double: return .double(try Matrix(description.dimension, description.count) { try dataset.read(into: $0) })
    }
  }

  private func check(_ values: FeatureMatrix, _ modality: String, row: (Int) -> Int) throws {
    try values.refuseNonFinite(ModalityDescription.featuresPlace(modality, file.path)) {
      (row($0), samples.ids[row($0)])
    }
  }

  private func index(of modality: String) throws -> Int {
    guard let index = modalities.firstIndex(where: { $0.name == modality }) else {
      let names = modalities.map(\.name)
      throw InputError(
        file.place("/modalities"), found: "no modality '\(modality)'",
        expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: modality, among: names))
    }
    return index
  }
}
