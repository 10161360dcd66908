import Diagnostics
import Foundation
import LinearAlgebra

/// An open feature file. Its tables are read and checked; features stay on disk until they are
/// asked for.
///
/// Opening takes memory and time for the tables alone, O(n). May be shared between threads. All
/// numbers that are read are checked to be finite.
public final class FeatureFileReader: Sendable {
  /// The samples; row i of every modality belongs to row i.
  public let samples: SampleTable
  /// Where the features come from.
  public let origin: FeatureOrigin
  /// The modalities that are given as vectors, in their order.
  public let modalities: [ModalityDescription]
  /// The modalities that are given as sequences of frames.
  public let sequences: [ModalityDescription]
  private let parts: [(description: ModalityDescription, dataset: HDF5Dataset)]
  private let file: HDF5File

  /// Opens a file and checks its tables.
  /// - Parameters:
  ///   - url: the file.
  ///   - isSealed: whether its seal was compared, so that no other process need read it first.
  /// - Throws: `InputError` for what is missing, damaged or inconsistent.
  public init(_ url: URL, isSealed: Bool = false) throws {
    let file = try HDF5File(reading: url, isSealed: isSealed)
    try file.checkSchema()
    origin = try file.readOrigin()
    let samples = try file.readSamples()
    let names = try file.modalityNames()
    guard !names.isEmpty else { throw FeatureFile.noModalities(url.path) }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw InputError(
        file.place("/modalities"), found: "'\(twice)' twice", expected: "a different name for every modality")
    }
    parts = try names.flatMap { name in
      let forms = try file.readModality(name)
      for part in forms { try part.0.validate(samples: samples, place: url.path) }
      return forms
    }
    self.file = file
    self.samples = samples
    modalities = parts.map(\.description).filter { $0.form == .vectors }
    sequences = parts.map(\.description).filter { $0.form == .sequences }
  }

  /// The description of a modality.
  /// - Throws: `InputError` that names the modalities there are.
  public func description(of modality: String, as form: FeatureForm = .vectors) throws -> ModalityDescription {
    try part(modality, form).description
  }

  /// The whole file in memory.
  /// - Throws: `InputError` for what is damaged, inconsistent or not finite.
  public func featureSet() throws -> FeatureSet {
    let modalities = try (modalities + sequences).map { description in
      ModalityFeatures(
        name: description.name, values: try uncheckedFeatures(of: description.name, as: description.form),
        encoder: description.encoder,
        encoderParameters: description.encoderParameters, pretrainedOn: description.pretrainedOn,
        fittedOn: description.fittedOn, units: description.units, present: description.present,
        sequence: description.sequence)
    }
    return try FeatureSet(
      samples: samples, modalities: modalities, origin: origin, trueLatents: trueLatents(), place: file.path)
  }

  /// All features of a modality, d x n, read straight into the matrix.
  public func features(of modality: String, as form: FeatureForm = .vectors) throws -> FeatureMatrix {
    let values = try uncheckedFeatures(of: modality, as: form)
    try check(values, try description(of: modality, as: form)) { $0 }
    return values
  }

  /// The features of the samples in the given rows, d x `rows.count`, in that order; a row may come
  /// twice.
  ///
  /// The file is read in ascending order whatever the order of `rows`, and runs of rows as one
  /// hyperslab. So no chunk is read or decompressed twice.
  public func features(of modality: String, rows: [Int], as form: FeatureForm = .vectors) throws -> FeatureMatrix {
    let (description, dataset) = try part(modality, form)
    let values: FeatureMatrix
    switch description.precision {
    case .float: values = .float(try dataset.readColumns(rows))
    case .double: values = .double(try dataset.readColumns(rows))
    }
    try check(values, description) { rows[$0] }
    return values
  }

  /// The features of a modality in pieces of `count` samples (the last may be shorter), in the
  /// order of the file.
  public func chunks(of modality: String, rows count: Int, as form: FeatureForm = .vectors) throws -> FeatureChunks {
    guard count > 0 else {
      throw InputError(file.path, found: "chunks of \(count) rows", expected: "at least one row a chunk")
    }
    return FeatureChunks(reader: self, modality: try description(of: modality, as: form), step: count)
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
    let dataset = try part(modality.name, modality.form).dataset
    let values: FeatureMatrix
    switch modality.precision {
    case .float: values = .float(try Matrix(modality.dimension, run.count) { try dataset.read(rows: run, into: $0) })
    case .double: values = .double(try Matrix(modality.dimension, run.count) { try dataset.read(rows: run, into: $0) })
    }
    try check(values, modality) { run.lowerBound + $0 }
    return values
  }

  /// All features of a modality, for a caller that checks them.
  func uncheckedFeatures(of modality: String, as form: FeatureForm) throws -> FeatureMatrix {
    let (description, dataset) = try part(modality, form)
    switch description.precision {
    case .float: return .float(try Matrix(description.dimension, description.count) { try dataset.read(into: $0) })
    case .double: return .double(try Matrix(description.dimension, description.count) { try dataset.read(into: $0) })
    }
  }

  private func check(_ values: FeatureMatrix, _ modality: ModalityDescription, row: (Int) -> Int) throws {
    try values.refuseNonFinite(modality.featuresPlace(file.path)) {
      (row($0), samples.ids[row($0)])
    }
  }

  private func part(
    _ modality: String, _ form: FeatureForm
  ) throws -> (description: ModalityDescription, dataset: HDF5Dataset) {
    guard let part = parts.first(where: { $0.description.name == modality && $0.description.form == form }) else {
      let names = parts.map(\.description).filter { $0.form == form }.map(\.name)
      throw InputError(
        file.place("/modalities"), found: "no modality '\(modality)'" + (form == .sequences ? " with frames" : ""),
        expected: "one of \(names.joined(separator: ", "))",
        advice: suggestion(for: modality, among: names))
    }
    return part
  }
}
