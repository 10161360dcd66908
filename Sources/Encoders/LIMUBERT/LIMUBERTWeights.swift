import Diagnostics
import FeatureStore
import Files
import Foundation
import LinearAlgebra

/// Finds and reads files of weights.
struct LIMUBERTWeights {
  let file: HDF5File

  /// Opens the file.
  /// - Throws: `InputError` where there is none, or where it has another SHA-256 than the one asked
  ///   for.
  init(_ url: URL, sha256: String?) throws {
    file = try HDF5File(reading: url)
    guard let sha256 else { return }
    let found = try Checksum.ofFile(url)
    guard found == sha256 else {
      throw InputError(
        url.path, found: "SHA-256 \(found)", expected: sha256,
        advice: "Get the weights that were asked for, or leave 'sha256' out.")
    }
  }

  /// The file with the given path or name: as it is, or in the folder of models, with `.h5` added
  /// where it has none.
  /// - Throws: `InputError` that says where was looked.
  static func file(_ name: String) throws -> URL { try ModelFile.locate(name, parameter: "weights") }

  /// A size that is an attribute of the file: an integer of a range.
  func size(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    let number = try number(name)
    guard let size = Int(exactly: number), range.contains(size) else {
      throw InputError(
        "\(file.path): attribute '\(name)'", found: "\(number)",
        expected: "an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return size
  }

  /// A number that is an attribute of the file, and not negative.
  func number(_ name: String) throws -> Double {
    guard let number = try file.numberAttribute(name, of: "/"), number.isFinite, number >= 0 else {
      throw InputError(
        "\(file.path): attribute '\(name)'", found: "none that is a number from 0 on", expected: "one",
        advice: "Is this a file of LIMU-BERT's weights?")
    }
    return number
  }

  /// A matrix that is stored row by row as `columns` x `rows`, so its transpose: inputs x outputs
  /// of a linear layer.
  func matrix(_ path: String, _ rows: Int, _ columns: Int) throws -> Matrix<Float> {
    Matrix(rows, columns, columnMajor: try read(path, shape: [columns, rows]))
  }

  /// A vector of known length.
  func vector(_ path: String, _ count: Int) throws -> [Float] { try read(path, shape: [count]) }

  private func read(_ path: String, shape: [Int]) throws -> [Float] {
    let dataset = try file.dataset("/weights/" + path)
    guard dataset.shape == shape else {
      throw InputError(dataset.place, found: "shape \(dataset.shape)", expected: "\(shape)")
    }
    let values = try dataset.read(as: Float.self)
    guard !values.contains(where: { !$0.isFinite }) else {
      throw InputError(dataset.place, found: "a number that is not finite", expected: "finite numbers")
    }
    return values
  }
}
