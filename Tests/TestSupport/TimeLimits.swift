import Testing

extension Trait where Self == TimeLimitTrait {
  /// A test that hangs fails after so many minutes, and under a sanitiser after ten times as many:
  /// there programs take some ten times as long.
  public static func hangs(after minutes: Int) -> Self {
    .timeLimit(.minutes(Sanitizer.current == nil ? minutes : 10 * minutes))
  }
}
