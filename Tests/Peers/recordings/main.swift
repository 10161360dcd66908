import Crypto
import Datasets
import Foundation
import Parallelism

// mat-checksums <folder of UTD-MHAD>: the SHA-256 of the numbers of every file, as this package
// reads them, in little-endian double precision with the first index fastest; `mat_checksums.py`
// compares them with SciPy's.

let variables = ["Inertial": "d_iner", "Skeleton": "d_skel", "Depth": "d_depth"]

guard CommandLine.arguments.count == 2 else { fatalError("usage: mat-checksums <folder of UTD-MHAD>") }
let folder = URL(fileURLWithPath: CommandLine.arguments[1])
for (kind, variable) in variables.sorted(by: { $0.key < $1.key }) {
  let files = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(kind).path)
    .filter { $0.hasSuffix(".mat") }.map { "\(kind)/\($0)" }.sorted()
  let lines = try concurrentMap(files.count) { index in
    let array = try MATArray(variable, of: folder.appendingPathComponent(files[index]))
    let bytes = array.doubles().map { $0.bitPattern.littleEndian }.withUnsafeBytes { SHA256.hash(data: $0) }
    let digest = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    return "\(digest) \(array.dimensions.map(String.init).joined(separator: "x")) \(files[index])"
  }
  for line in lines { print(line) }
}
