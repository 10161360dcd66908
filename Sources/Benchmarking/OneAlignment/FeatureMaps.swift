import Alignment
import FeatureStore
import Foundation
import LinearAlgebra

/// The affine map of each modality into the latent space, reduction included.
public struct FeatureMaps: Sendable {
  /// The latents of features x, in the units that they have in their file, are `matrix` x +
  /// `offset`.
  public struct Map: Sendable {
    public let modality: String
    /// k x d.
    public let matrix: Matrix<Double>
    /// k numbers.
    public let offset: [Double]
  }

  /// The schema of their file.
  public static let schema = "hartransfer-maps/1"

  public let maps: [Map]

  /// - Parameter reduction: what is done to the features of a modality before the alignment.
  init(_ alignment: LinearAlignment, after reduction: (_ modality: String) -> FittedReduction) {
    maps = zip(alignment.modalities, alignment.maps).map { name, map in
      let (matrix, offset) = reduction(name).followed(by: map)
      return Map(modality: name, matrix: matrix, offset: offset)
    }
  }

  /// Writes an HDF5 file: for each modality `/<modality>/matrix`, float64 [k, d], and
  /// `/<modality>/offset`, float64 [k].
  /// - Throws: `InputError` where the file cannot be written; `url` is then as it was.
  public func write(to url: URL) throws {
    try HDF5File.create(url) { file in
      try file.setAttribute("schema", of: "/", to: Self.schema)
      for map in maps {
        try file.createGroup("/\(map.modality)")
        // Matrices are column-major, rows of files are not.
        try map.matrix.transposed().withUnsafeElements {
          try file.write($0, shape: [map.matrix.rows, map.matrix.columns], to: "/\(map.modality)/matrix")
        }
        try file.write(map.offset, to: "/\(map.modality)/offset")
      }
    }
  }
}

extension AlignmentRun {
  /// The maps; nil where latents are no affine map of features.
  public var maps: FeatureMaps? {
    // Reductions are fitted on pairs, of which there is one at least.
    (alignment as? LinearAlignment).map { FeatureMaps($0) { data.modalities[$0]!.reduction! } }
  }
}

extension StreamedAlignment {
  /// The maps.
  public var maps: FeatureMaps {
    FeatureMaps(alignment) { streamed.reductions[streamed.modalities.firstIndex(of: $0)!] }
  }
}
