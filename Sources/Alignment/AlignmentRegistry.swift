/// The alignment methods by name. A new one is a file in this folder and a line here.
public enum AlignmentRegistry {
  /// All methods, in the order in which tables list them.
  public static let methods: [any AlignmentMethod.Type] = [
    NoAlignment.self,
    PerfectAlignment.self,
    CCA.self,
    RidgeCCA.self,
    PCACCA.self,
    CSA.self,
    GCCA.self,
    MCCA.self,
    KernelCCA.self,
    PLSSVD.self,
    Procrustes.self,
    RidgeMap.self,
    ReducedRankRidge.self,
    KernelRidge.self,
    RelativeRepresentation.self,
    NeighbourPropagation.self,
    CORAL.self,
    SubspaceAlignment.self,
    OptimalTransport.self,
    PrototypeMatching.self,
    GromovWasserstein.self,
    InfoNCE.self,
    SigLIP.self,
    VICReg.self,
    BarlowTwins.self,
    DeepCCA.self,
    RandomProjection.self,
    Collapse.self,
  ]
}
