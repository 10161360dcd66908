/// What watches the program of this build. `make sanitize` says so to the compiler.
public enum Sanitizer: Sendable {
  case thread
  case address

  /// `nil` in a usual build.
  public static let current: Sanitizer? = {
    #if THREAD_SANITIZER
      .thread
    #elseif ADDRESS_SANITIZER
      .address
    #else
      nil
    #endif
  }()
}
