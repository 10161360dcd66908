import Alignment
import Files
import Foundation
import Records

/// How latents were made, as a feature file says it of an encoder.
struct LatentParameters: Encodable {
  private let features: JSONValue
  private let reduction: Reduction
  private let alignment: JSONValue

  /// - Parameter features: the parameters of the encoder before, as JSON or any text.
  init(features: String, reduction: Reduction, alignment: JSONValue) {
    let known = try? JSONDecoder().decode(JSONValue.self, from: Data(features.utf8))
    (self.features, self.reduction, self.alignment) = (known ?? .string(features), reduction, alignment)
  }

  /// Canonical JSON.
  var text: String { get throws { String(decoding: try CanonicalJSON.data(self), as: UTF8.self) } }
}
