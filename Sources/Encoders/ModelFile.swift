import Diagnostics
import Files
import Foundation

/// Finds the files of pretrained models.
enum ModelFile {
  /// The folder of models.
  static let folderVariable = "HARTRANSFER_MODELS"

  /// The file with the given path or name: as it is, or in the folder of models, with `.h5` added
  /// where it has none.
  /// - Parameter parameter: the parameter that named it, as messages call it.
  /// - Throws: `InputError` that says where was looked.
  static func locate(_ name: String, parameter: String, advice: String = "") throws -> URL {
    let names = name.hasSuffix(".h5") ? [name] : [name, name + ".h5"]
    let models = ProcessInfo.processInfo.environment[folderVariable]
    var places = names.map { URL(fileURLWithPath: $0) }
    if let models, !models.isEmpty, !name.hasPrefix("/") {
      let folder = URL(fileURLWithPath: models)
      places = names.map { folder.appendingPathComponent($0) } + places
    }
    let found = places.first { FileManager.default.fileExists(atPath: $0.path) && !$0.isFolder }
    guard let found else {
      throw InputError(
        parameter, found: "no file '\(name)'", expected: "one of \(places.map(\.path).joined(separator: ", "))",
        advice: "Give the path of the \(parameter), or set \(folderVariable) to the folder that they are in."
          + (advice.isEmpty ? "" : " " + advice))
    }
    return found
  }
}

/// An encoder that reads the file of a pretrained model.
protocol ModelReader {
  /// Where the file is.
  /// - Throws: `InputError` where there is none.
  func modelFile() throws -> URL
}

extension EncoderChain {
  /// The fault of the first file of a pretrained model that is not here; nil where all are.
  public var missingModel: InputError? {
    for part in parts {
      guard let reader = part.encoder as? any ModelReader else { continue }
      do { _ = try reader.modelFile() } catch let error as InputError { return error } catch {}
    }
    return nil
  }
}
