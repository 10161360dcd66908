import Diagnostics
import Foundation
import LinearAlgebra

/// The features of a new file, written some rows at a time, so that they never stand in memory as a
/// whole.
///
/// Everything else is written first. The file appears when all rows of all modalities are there, or
/// not at all.
public final class FeatureFileWriter {
  private let arrays: [HDF5RowWriting<Double>]
  private let modalities: [ModalityDescription]
  private let ids: [String]
  private let path: String
  /// The next row of each modality.
  private var next: [Int]

  /// Writes a file of vectors in double precision.
  /// - Parameters:
  ///   - url: the file; one that is there is replaced.
  ///   - samples: the table of the samples.
  ///   - modalities: what is written of each beside its numbers.
  ///   - origin: where the features come from.
  ///   - trueLatents: k x n, the true latent of each sample; synthetic data only.
  ///   - body: writes the rows of every modality in their order.
  /// - Throws: what `body` throws, and `InputError` for what cannot be stored, is not finite or is
  ///   left out; `url` is then as it was.
  public static func write(
    to url: URL, samples: SampleTable, modalities: [ModalityDescription], origin: FeatureOrigin,
    trueLatents: Matrix<Double>? = nil, _ body: (FeatureFileWriter) throws -> Void
  ) throws {
    for modality in modalities { try modality.validate(samples: samples, place: url.path) }
    try HDF5File.create(url) { file in
      try FeatureFile.writeOrigin(origin, file)
      try FeatureFile.writeSamples(samples, file)
      try file.createGroup("/modalities")
      for modality in modalities { try file.createGroup("/modalities/\(modality.name)") }
      let writer = try FeatureFileWriter(file, modalities, ids: samples.ids, path: url.path)
      for modality in modalities {
        try FeatureFile.write(modality, file)
        if let present = modality.present {
          try file.write(present.map { $0 ? UInt8(1) : 0 }, to: "/modalities/\(modality.name)/present")
        }
      }
      try file.setAttribute("modalities", of: "/modalities", to: modalities.map(\.name))
      if let trueLatents {
        try trueLatents.withUnsafeElements {
          try file.write($0, shape: [trueLatents.columns, trueLatents.rows], to: "/true_latents")
        }
      }
      try body(writer)
      try writer.checkWhole()
    }
  }

  private init(_ file: HDF5File, _ modalities: [ModalityDescription], ids: [String], path: String) throws {
    (self.modalities, self.ids, self.path) = (modalities, ids, path)
    next = modalities.map { _ in 0 }
    arrays = try modalities.map { modality in
      try HDF5RowWriting(
        file, "/modalities/\(modality.name)/features", shape: [modality.count, modality.dimension],
        chunk: FeatureFile.chunk(count: modality.count, dimension: modality.dimension, elementBytes: 8))
    }
  }

  /// Writes the next rows of the modality at `place`, one a column.
  public func append(_ values: Matrix<Double>, of place: Int) throws {
    let rows = next[place]..<(next[place] + values.columns)
    try FeatureMatrix.double(values).refuseNonFinite(modalities[place].featuresPlace(path)) {
      (rows.lowerBound + $0, ids[rows.lowerBound + $0])
    }
    try values.withUnsafeElements { try arrays[place].write(rows: rows, $0) }
    next[place] = rows.upperBound
  }

  private func checkWhole() throws {
    for (modality, next) in zip(modalities, next) where next != modality.count {
      throw InputError(
        modality.featuresPlace(path), found: "\(next) rows written", expected: "\(modality.count), as /sample_ids has")
    }
  }
}
