extension FeatureSet {
  /// The modalities in one form alone.
  public func only(_ form: FeatureForm) throws -> FeatureSet {
    try FeatureSet(
      samples: samples, modalities: all.filter { $0.form == form }, origin: origin, trueLatents: trueLatents)
  }

  /// The modalities that are given as vectors and as frames; a sample has one of them where it has
  /// both its forms.
  public func inBothForms() throws -> FeatureSet {
    let pairs = modalities.compactMap { vectors in
      sequences.first { $0.name == vectors.name }.map { (vectors, $0) }
    }
    let both = pairs.flatMap { vectors, sequence -> [ModalityFeatures] in
      let present = vectors.present.map { flags in
        zip(flags, sequence.present ?? flags).map { $0 && $1 }
      }
      return [vectors, sequence].map { modality in
        var modality = modality
        modality.present = present ?? sequence.present
        return modality
      }
    }
    return try FeatureSet(samples: samples, modalities: both, origin: origin, trueLatents: trueLatents)
  }
}
