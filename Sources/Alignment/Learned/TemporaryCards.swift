import Catalogue

/// Stands in until the learned alignments have cards of their own.
private func temporaryCard(_ summary: String, _ further: [ParameterCard] = []) -> MethodCard {
  MethodCard(
    summary: summary, objective: "See its documentation.", solution: "AdamW on heads of both modalities.",
    cost: "See its documentation.", source: "See its documentation.",
    parameters: [
      ParameterCard("k", .whole(from: 1), "dimension of the latent space"),
      ParameterCard("head", .choice(of: HeadShape.self), "what maps each modality"),
      ParameterCard("hidden", .whole(from: 1), "units of the hidden layer of an mlp head"),
      ParameterCard("activation", .choice(of: Activation.self), "what the hidden layer does to each unit"),
      ParameterCard("dropout", .number(from: 0, through: 1, openThrough: true), "share of inputs set to 0 a step"),
      ParameterCard("temperature", .number(from: 0.01, through: 100), "temperature that learning starts from"),
      ParameterCard("epochs", .whole(from: 1), "passes over the pairs"),
      ParameterCard("batch", .other("0, or 2 or more"), "pairs a step; 0 for all, up to 4096"),
      ParameterCard("learningRate", .number(from: 0, openFrom: true), "largest learning rate"),
      ParameterCard("warmUp", .number(from: 0, through: 1, openThrough: true), "share of steps of rising rate"),
      ParameterCard("weightDecay", .number(from: 0), "decoupled decay of the weights"),
      ParameterCard("heldOut", .number(from: 0, through: 1, openThrough: true), "share of pairs held out"),
      ParameterCard("patience", .whole(from: 1), "epochs without better retrieval before stopping"),
      ParameterCard("refit", .flag, "whether to train again on all pairs"),
      ParameterCard("restarts", .whole(from: 1), "trainings from different initial weights"),
      ParameterCard("seed", .whole(from: 0), "what all randomness is derived from"),
    ] + further)
}

extension InfoNCE {
  /// Stands in until there is a card beside the code.
  public static var card: MethodCard { temporaryCard("Heads trained so that a sample's partner is the most similar.") }
}

extension SigLIP {
  /// Stands in until there is a card beside the code.
  public static var card: MethodCard {
    temporaryCard(
      "Heads trained so that every pairing is judged by itself.",
      [ParameterCard("bias", .number(), "bias that learning starts from")])
  }
}
