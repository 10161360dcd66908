/// The programs and libraries that made a record.
public struct Provenance: Codable, Sendable, Equatable {
  /// Version of this package.
  public var version: String
  /// Git revision of the checkout or archive that the program was built from, with `-dirty` where files were changed; null where
  /// the program does not say.
  public var revision: String?
  /// The compiler's language version.
  public var swift: String
  /// Operating system.
  public var system: String
  /// Processor's name.
  public var processor: String
  /// OpenBLAS's build and the kernels that it chose.
  public var blas: String
  /// Threads a BLAS call may use.
  public var blasThreads: Int
  /// Versions of the libraries that a result can depend on, by name.
  public var libraries: [String: String]

  package init(
    version: String, revision: String?, swift: String, system: String, processor: String, blas: String,
    blasThreads: Int, libraries: [String: String]
  ) {
    (self.version, self.revision, self.swift, self.system) = (version, revision, swift, system)
    (self.processor, self.blas, self.blasThreads, self.libraries) = (processor, blas, blasThreads, libraries)
  }
}
