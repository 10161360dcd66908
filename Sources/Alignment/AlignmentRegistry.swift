/// The alignment methods by name. Adding one is a file beside this and a line here.
public enum AlignmentRegistry {
  /// All methods, in the order in which tables list them.
  public static let methods: [any AlignmentMethod.Type] = [
    NoAlignment.self,
    PerfectAlignment.self,
    RidgeCCA.self,
    InfoNCE.self,
    SigLIP.self,
  ]
}
