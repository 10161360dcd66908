import Foundation
import Testing

/// A file of reference values.
func fixture(_ name: String) throws -> URL {
  try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
}
