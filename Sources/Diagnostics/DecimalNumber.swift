/// The number that a text writes with decimal digits; nil for any other text.
///
/// Swift reads hexadecimal, `inf` and `nan` too, which people who write `0x10` in a table or as an
/// option hardly mean.
public func decimalNumber(_ text: some StringProtocol) -> Double? {
  text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } ? Double(String(text)) : nil
}
