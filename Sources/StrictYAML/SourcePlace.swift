/// Where a value stands in the file it is decoded from, for what can be refused only after decoding.
public enum SourcePlace {
  /// File, line and column of what `decoder` decodes, then the path of keys; nil unless it is this module's.
  public static func of(_ decoder: any Decoder) -> String? { (decoder as? NodeDecoder)?.place() }
}
