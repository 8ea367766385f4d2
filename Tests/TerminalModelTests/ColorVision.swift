import Glibc
import TerminalModel

/// How far apart colours look, also to eyes without one kind of cone.
enum ColorVision: CaseIterable {
  case normal, protanopia, deuteranopia

  /// The distance of two colours in CIE L*a*b* under D65 (CIE 1976); about 2.3 is just noticeable. Nil for `default`.
  static func distance(_ first: Color, _ second: Color, seenWith vision: ColorVision) -> Double? {
    guard let a = first.components, let b = second.components else { return nil }
    let (one, two) = (lab(of: a, vision), lab(of: b, vision))
    return sqrt(zip(one, two).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
  }

  /// Severity 1 on linear RGB. Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of
  /// Color Vision Deficiency", IEEE TVCG 15(6), 2009, table of matrices.
  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deuteranopia:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    }
  }

  private static func lab(of color: (red: UInt8, green: UInt8, blue: UInt8), _ vision: ColorVision) -> [Double] {
    let rgb = multiply(vision.matrix, [color.red, color.green, color.blue].map(linear)).map { min(1, max(0, $0)) }
    // IEC 61966-2-1.
    let xyz = multiply(
      [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]], rgb)
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
      value / white > 0.008856 ? cbrt(value / white) : 7.787 * value / white + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  private static func multiply(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private static func linear(_ value: UInt8) -> Double {
    let level = Double(value) / 255
    return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4)
  }
}
