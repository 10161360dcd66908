import CLAPACKE
import COpenBLAS

/// An element type that BLAS and LAPACK know: `Float` or `Double`.
public protocol BLASScalar: BinaryFloatingPoint, Sendable, Codable {
  /// The routines for this type.
  static var routines: Routines<Self> { get }
}

/// The routines of BLAS and LAPACK for one element type, all column-major.
public struct Routines<T>: Sendable {
  typealias Input = UnsafePointer<T>?
  typealias Output = UnsafeMutablePointer<T>?
  typealias Integers = UnsafeMutablePointer<Int32>?

  /// The letter that names of routines begin with.
  let letter: String
  let gemm:
    @Sendable (
      CBLAS_ORDER, CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, Int32, Int32, Int32, T, Input, Int32, Input, Int32, T, Output,
      Int32
    ) -> Void
  let syrk:
    @Sendable (CBLAS_ORDER, CBLAS_UPLO, CBLAS_TRANSPOSE, Int32, Int32, T, Input, Int32, T, Output, Int32) -> Void
  let trsm:
    @Sendable (
      CBLAS_ORDER, CBLAS_SIDE, CBLAS_UPLO, CBLAS_TRANSPOSE, CBLAS_DIAG, Int32, Int32, T, Input, Int32, Output, Int32
    ) -> Void
  let norm2: @Sendable (Int32, Input, Int32) -> T
  let geqrf: @Sendable (Int32, Int32, Int32, Output, Int32, Output) -> Int32
  let ormqr: @Sendable (Int32, CChar, CChar, Int32, Int32, Int32, Input, Int32, Input, Output, Int32) -> Int32
  let gesdd: @Sendable (Int32, CChar, Int32, Int32, Output, Int32, Output, Output, Int32, Output, Int32) -> Int32
  let gesvd:
    @Sendable (
      Int32, CChar, CChar, Int32, Int32, Output, Int32, Output, Output, Int32, Output, Int32, Output
    ) -> Int32
  let syevd: @Sendable (Int32, CChar, CChar, Int32, Output, Int32, Output) -> Int32
  let syevr:
    @Sendable (
      Int32, CChar, CChar, CChar, Int32, Output, Int32, T, T, Int32, Int32, T, Integers, Output, Output, Int32, Integers
    ) -> Int32
  let potrf: @Sendable (Int32, CChar, Int32, Output, Int32) -> Int32
  let gesv: @Sendable (Int32, Int32, Int32, Output, Int32, Integers, Output, Int32) -> Int32
  let gelsy: @Sendable (Int32, Int32, Int32, Int32, Output, Int32, Output, Int32, Integers, T, Integers) -> Int32
}

extension Float: BLASScalar {
  /// Single precision.
  public static let routines = Routines<Float>(
    letter: "s",
    gemm: { cblas_sgemm($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) },
    syrk: { cblas_ssyrk($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    trsm: { cblas_strsm($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) },
    norm2: { cblas_snrm2($0, $1, $2) },
    geqrf: { LAPACKE_sgeqrf($0, $1, $2, $3, $4, $5) },
    ormqr: { LAPACKE_sormqr($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    gesdd: { LAPACKE_sgesdd($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    gesvd: { LAPACKE_sgesvd($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) },
    syevd: { LAPACKE_ssyevd($0, $1, $2, $3, $4, $5, $6) },
    syevr: {
      LAPACKE_ssyevr($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    },
    potrf: { LAPACKE_spotrf($0, $1, $2, $3, $4) },
    gesv: { LAPACKE_sgesv($0, $1, $2, $3, $4, $5, $6, $7) },
    gelsy: { LAPACKE_sgelsy($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) })
}

extension Double: BLASScalar {
  /// Double precision.
  public static let routines = Routines<Double>(
    letter: "d",
    gemm: { cblas_dgemm($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) },
    syrk: { cblas_dsyrk($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    trsm: { cblas_dtrsm($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) },
    norm2: { cblas_dnrm2($0, $1, $2) },
    geqrf: { LAPACKE_dgeqrf($0, $1, $2, $3, $4, $5) },
    ormqr: { LAPACKE_dormqr($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    gesdd: { LAPACKE_dgesdd($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) },
    gesvd: { LAPACKE_dgesvd($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) },
    syevd: { LAPACKE_dsyevd($0, $1, $2, $3, $4, $5, $6) },
    syevr: {
      LAPACKE_dsyevr($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    },
    potrf: { LAPACKE_dpotrf($0, $1, $2, $3, $4) },
    gesv: { LAPACKE_dgesv($0, $1, $2, $3, $4, $5, $6, $7) },
    gelsy: { LAPACKE_dgelsy($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) })
}

/// LAPACKE's name for column-major order.
let columnMajor: Int32 = LAPACK_COL_MAJOR

/// An option as LAPACK takes it: a character code.
func option(_ letter: Unicode.Scalar) -> CChar { CChar(letter.value) }

/// A size as the 32-bit integer that this build of BLAS takes; a matrix side beyond that is not
/// supported.
func blasSize(_ value: Int) -> Int32 {
  precondition(value <= Int(Int32.max), "a matrix side of \(value) exceeds BLAS's 32-bit integers")
  return Int32(value)
}

/// A leading dimension, which LAPACK wants to be at least 1 even for an empty matrix.
func leadingDimension(_ rows: Int) -> Int32 { max(1, blasSize(rows)) }
