import CTrainingKernels

/// The loops of a training step that are no matrix product, for one type of number.
struct TrainingLoops<S>: Sendable {
  typealias Input = UnsafePointer<S>?
  typealias Output = UnsafeMutablePointer<S>?

  let adamw: @Sendable (Output, Input, Output, Output, Int, S, S, S, S, S) -> Int32
  let unitColumns: @Sendable (Output, Output, Input, Int, Int) -> Int32
  let unitGradient: @Sendable (Output, Input, Input, Int, Int) -> Void
  let quadraticLengths: @Sendable (Output, Input, Input, S, Int, Int) -> Int32
  let scale: @Sendable (Output, Input, Input, Input, Int, Int) -> Void
  let centreRows: @Sendable (Output, Output, Output, Int, Int) -> Void
  let rowDots: @Sendable (Output, Input, Input, Int, Int) -> Void
  let dot: @Sendable (Input, Input, Int) -> Double
  let distance: @Sendable (Input, Input, Int) -> Double
  let combineRows: @Sendable (Output, Input, Input, Input, Input, Input, Input, Int, Int) -> Void
  let infoNCE: @Sendable (Output, Input, Output, Output, Output, S, Int) -> Double
  let sigLIP: @Sendable (Output, Input, Output, Output, UnsafeMutablePointer<Double>?, S, S, Int) -> Double
}

extension TrainingLoops<Float> {
  static let single = TrainingLoops(
    adamw: training_adamw_f, unitColumns: training_unit_columns_f, unitGradient: training_unit_gradient_f,
    quadraticLengths: training_quadratic_lengths_f, scale: training_scale_f, centreRows: training_centre_rows_f,
    rowDots: training_row_dots_f, dot: training_dot_f, distance: training_distance_f,
    combineRows: training_combine_rows_f, infoNCE: training_infonce_f, sigLIP: training_siglip_f)
}

extension TrainingLoops<Double> {
  static let double = TrainingLoops(
    adamw: training_adamw_d, unitColumns: training_unit_columns_d, unitGradient: training_unit_gradient_d,
    quadraticLengths: training_quadratic_lengths_d, scale: training_scale_d, centreRows: training_centre_rows_d,
    rowDots: training_row_dots_d, dot: training_dot_d, distance: training_distance_d,
    combineRows: training_combine_rows_d, infoNCE: training_infonce_d, sigLIP: training_siglip_d)
}
