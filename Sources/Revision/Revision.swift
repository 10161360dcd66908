/// What the program was built from.
public enum Revision {
  /// The Git revision of this package's checkout or archive, with `-dirty` after it where the files
  /// were not those of the revision; nil where neither said one.
  public static var built: String? { writtenRevision }
}
