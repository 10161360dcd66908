import Diagnostics
import FeatureStore
import Files
import Foundation

/// A file of arrays, of features or of a model, read to see whether a C library survives it.
package enum WholeFile {
  /// The most numbers that are read: plain numbers are copied, and do no harm.
  private static let mostNumbers = 1 << 20
  /// MATLAB files of version 5 up to this size are read; all of one would be unpacked.
  private static let largestMATLABFile = 64 << 20

  /// Reads a file, by the format that its contents show, as its readers would.
  package static func read(_ url: URL) -> ReadingAnswer {
    var refused: [InputError] = []
    func note(_ body: () throws -> Void) {
      do { try body() } catch { (error as? InputError).map { refused.append($0) } }
    }
    note {
      let first = try FirstBytes(of: url)
      let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
      if first.isHDF5 {
        let file = try HDF5File(reading: url)
        refused += file.readEverything(numbers: mostNumbers)
        guard try first.isMATLAB73 || url.pathExtension.lowercased() == "mat" || MATLAB73Arrays.isMarked(file) else {
          return
        }
      } else if !first.isZIP, !first.isMATLAB5 || size > largestMATLABFile {
        return
      }
      let file = try ArrayFiles.open(url)
      var left = mostNumbers
      for array in file.arrays where array.problem == nil {
        let count = elementCount(array.shape) ?? .max
        guard count <= left else { continue }
        left -= count
        if array.isText { note { _ = try file.texts(array.name) } } else { note { _ = try file.numbers(array.name) } }
        note { _ = try (file as? any CellArrays)?.cells(array.name) }
      }
    }
    return ReadingAnswer(lacksMemory: refused.contains { isOfMemory($0.found) })
  }

  /// Whether a library says that it got no memory.
  private static func isOfMemory(_ found: String) -> Bool {
    let text = found.lowercased()
    return ["memory allocation failed", "unable to allocate", "can't allocate", "malloc failure", "no memory"]
      .contains { text.contains($0) }
  }
}
