import COpenBLAS

/// The BLAS that this process runs on.
public enum BLASLibrary {
  /// The processor family whose kernels OpenBLAS chose, such as `SkylakeX`.
  public static var core: String { String(cString: openblas_get_corename()) }

  /// The configuration OpenBLAS was built with. It is asked once: every call writes the text anew
  /// into one place, so that two at a time mix theirs.
  public static let configuration = String(cString: openblas_get_config())

  /// The number of threads a single call may use.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  /// Sets the number of threads a single call may use.
  ///
  /// With one thread, results do not depend on the number of cores, and calls from several threads
  /// do not compete.
  public static func setThreads(_ count: Int) { openblas_set_num_threads(Int32(count)) }
}
