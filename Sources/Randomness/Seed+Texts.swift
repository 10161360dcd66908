extension Seed {
  /// 64 bits of a text, for choices among millions of names, which `deriving` is too slow for.
  ///
  /// FNV-1a over the bytes, started from the seed, and mixed by the last step of SplitMix64. It
  /// depends on the seed and the bytes alone. Names can be made to collide: who chooses by it
  /// decides ties by the names themselves. Source: Fowler, Noll and Vo, IETF draft
  /// draft-eastlake-fnv.
  public func bits(of text: String) -> UInt64 {
    var hash = value ^ 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var mixer = SplitMix64(state: hash)
    return mixer.next()
  }
}
