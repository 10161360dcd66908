import Diagnostics
import Foundation
import LinearAlgebra

/// The HDF5 feature file: a whole feature set, written and read. The layout stands in this folder's
/// README.
public enum FeatureFile {
  /// The schema that is written, and the only one that is read.
  public static let schema = "hartransfer-features/1"
  /// The largest chunk, in bytes: what libhdf5's chunk cache holds unless a reader asks for more.
  static let largestChunk = 1 << 20

  /// Writes `set` to `url`, whole or not at all. Equal sets give equal bytes.
  ///
  /// The features go to the file from the matrix's own memory. A chunk is as many whole rows as fit
  /// 1 MB, or a part of a row if one row is larger.
  /// - Parameters:
  ///   - set: the features.
  ///   - url: the file; one that is there is replaced.
  ///   - compression: gzip level (with shuffle) from 0, off, to 9.
  ///   - seal: the key in the file's seal (`FileSeal`), which shows damage; nil for no seal.
  /// - Throws: `InputError` when a name cannot be stored or the file not be written; `url` is then
  ///   as it was.
  public static func write(
    _ set: FeatureSet, to url: URL, compression: Int = 0, seal: (key: String, note: String)? = nil
  ) throws {
    guard (0...9).contains(compression) else {
      throw InputError(url.path, found: "compression \(compression)", expected: "a gzip level from 0 (off) to 9")
    }
    let names = set.all.map(\.name).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    guard !names.isEmpty else { throw noModalities(url.path) }
    for sequence in set.sequences {
      guard let vectors = set.modalities.first(where: { $0.name == sequence.name }), vectors.present != sequence.present
      else { continue }
      throw InputError(
        "\(url.path): /modalities/\(sequence.name)", found: "samples that have features and no frames, or the reverse",
        expected: "both forms of the same samples", advice: "Encode both again from the same recordings.")
    }
    try HDF5File.create(url, seal: seal) { file in
      try writeOrigin(set.origin, file)
      try writeSamples(set.samples, file)
      try file.createGroup("/modalities")
      for name in names {
        try file.createGroup("/modalities/\(name)")
        let forms = set.all.filter { $0.name == name }
        for modality in forms { try write(modality, file, compression) }
        if let present = forms[0].present {
          try file.write(present.map { $0 ? UInt8(1) : 0 }, to: "/modalities/\(name)/present")
        }
      }
      try file.setAttribute("modalities", of: "/modalities", to: names)
      if let latents = set.trueLatents {
        try latents.withUnsafeElements {
          try file.write($0, shape: [latents.columns, latents.rows], to: "/true_latents")
        }
      }
    }
  }

  /// Reads the whole file into memory.
  ///
  /// The features go from the file into the matrix's own memory: row i of the [n, d] data set is
  /// column i of the d x n matrix. To read a part, or a file larger than memory, use
  /// `FeatureFileReader`.
  /// - Parameters:
  ///   - url: the file.
  ///   - isSealed: whether its seal was compared, so that no other process need read it first.
  /// - Throws: `InputError` for what is missing, damaged or inconsistent.
  public static func read(_ url: URL, isSealed: Bool = false) throws -> FeatureSet {
    try FeatureFileReader(url, isSealed: isSealed).featureSet()
  }

  static func noModalities(_ place: String) -> InputError {
    InputError("\(place): /modalities", found: "no modality", expected: "at least one", advice: "Encode one first.")
  }

  /// The extents of a chunk of an [n, d] data set.
  static func chunk(count: Int, dimension: Int, elementBytes: Int) -> [Int] {
    let elements = largestChunk / elementBytes
    return dimension > elements ? [1, elements] : [min(count, elements / dimension), dimension]
  }

  static func writeOrigin(_ origin: FeatureOrigin, _ file: HDF5File) throws {
    for (name, text) in [
      ("schema", schema), ("dataset", origin.dataset), ("dataset_version", origin.datasetVersion),
      ("created_by", origin.createdBy), ("licence", origin.licence), ("citation", origin.citation),
    ] { try file.setAttribute(name, of: "/", to: text) }
  }

  static func writeSamples(_ samples: SampleTable, _ file: HDF5File) throws {
    try file.write(samples.ids, to: "/sample_ids")
    try file.write(samples.classNames, to: "/class_names")
    try write(samples.labels, to: "/labels", file)
    try write(samples.subjects, to: "/subjects", file)
    if let trials = samples.trials { try write(trials, to: "/trials", file) }
    if let sessions = samples.sessions { try write(sessions, to: "/sessions", file) }
  }

  private static func write(_ numbers: [Int], to object: String, _ file: HDF5File) throws {
    let narrow = try numbers.enumerated().map { row, number in
      guard let narrow = Int32(exactly: number) else {
        throw InputError(
          file.place(object), found: "\(number) in row \(row)", expected: "numbers that fit int32",
          advice: "Renumber them.")
      }
      return narrow
    }
    try file.write(narrow, to: object)
  }

  private static func write(_ modality: ModalityFeatures, _ file: HDF5File, _ compression: Int) throws {
    let object = "/modalities/\(modality.name)/\(modality.form.rawValue)"
    switch modality.values {
    case .float(let matrix): try write(matrix, modality.sequence, to: object, file, compression)
    case .double(let matrix): try write(matrix, modality.sequence, to: object, file, compression)
    }
    try write(modality.description, file)
  }

  /// Writes what is said of a modality beside its numbers.
  static func write(_ modality: ModalityDescription, _ file: HDF5File) throws {
    let object = "/modalities/\(modality.name)/\(modality.form.rawValue)"
    for (name, text) in [
      ("encoder", modality.encoder), ("encoder_parameters", modality.encoderParameters),
      ("pretrained_on", modality.pretrainedOn), ("units", modality.units),
      ("fitted_on", modality.fittedOn == nil ? "none" : "samples"),
    ] { try file.setAttribute(name, of: object, to: text) }
    if let sequence = modality.sequence {
      try file.setAttribute("channels", of: object, to: sequence.channels)
      try file.setAttribute("rate", of: object, to: sequence.rate.map { "\($0)" } ?? "relative")
    }
    if let ids = modality.fittedOn { try file.write(ids, to: "/modalities/\(modality.name)/\(modality.form.fittedOn)") }
  }

  private static func write<T: BLASScalar & HDF5Number>(
    _ matrix: Matrix<T>, _ sequence: SequenceShape?, to object: String, _ file: HDF5File, _ compression: Int
  ) throws {
    var shape = [matrix.columns, matrix.rows]
    var chunk = chunk(count: matrix.columns, dimension: matrix.rows, elementBytes: T.elementType.size)
    if let sequence {
      shape = [matrix.columns, sequence.frames, sequence.channels.count]
      let (frames, channels) = (chunk[1] / sequence.channels.count, sequence.channels.count)
      chunk = frames > 0 ? [chunk[0], frames, channels] : [1, 1, chunk[1]]
    }
    try matrix.withUnsafeElements {
      try file.write($0, shape: shape, to: object, chunk: chunk, compression: compression)
    }
  }
}
