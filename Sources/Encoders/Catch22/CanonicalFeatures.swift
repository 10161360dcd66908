/// The canonical features of one channel by the names and in the order of their published program.
extension CanonicalSeries {
  /// The names, each the operation of hctsa that it comes from.
  static let featureNames = [
    "DN_HistogramMode_5", "DN_HistogramMode_10", "DN_OutlierInclude_p_001_mdrmd", "DN_OutlierInclude_n_001_mdrmd",
    "CO_FirstCrossing_acf_1e_pointOfCrossing", "CO_FirstMin_ac", "SP_Summaries_fft_area_5_1",
    "SP_Summaries_fft_wq_50", "FC_LocalSimple_mean3_stde", "FC_LocalSimple_mean1_taurat", "MD_pNN_pnn40",
    "SB_BinaryStats_mean_longstretch1", "SB_BinaryStats_diff_longstretch0", "SB_MotifThree_quantile_hh",
    "CO_HistogramAMI_even_5bin_ami2", "CO_trev_1_num", "IN_AutoMutualInfoStats_40_gaussian_fmmi",
    "SB_TransitionMatrix_quantile_3_ac_sumdiagcov", "PD_PeriodicityWang_th0_01",
    "CO_Embed2_Dist_tau_d_expfit_meandiff", "SC_FluctAnal_2_rsrangefit_50_1_logi_prop_r1",
    "SC_FluctAnal_2_dfa_50_1_2_logi_prop_r1",
  ]

  /// The features in the order of `featureNames`; all 0 of fewer than three values and of values
  /// that do not vary.
  static func features(of raw: [Double]) -> [Double] {
    guard raw.count > 2, let series = CanonicalSeries(raw) else {
      return [Double](repeating: 0, count: featureNames.count)
    }
    return series.features.map { $0.isFinite ? $0 : 0 }
  }

  private var features: [Double] {
    let spectrum = spectrum
    return [
      histogramMode(bins: 5), histogramMode(bins: 10), outlierTiming(sign: 1), outlierTiming(sign: -1),
      firstBelowOneOverE, firstMinimum, spectrum.lowest, spectrum.median, forecastError, whitening, largeSteps,
      longestAboveMean, longestFall, motifEntropy, automutualInformation, timeReversal, firstMinimumOfInformation,
      transitionVariance, periodicity, embeddingDeviation, scaleBreak(.range, lag: 1), scaleBreak(.detrended, lag: 2),
    ]
  }
}
