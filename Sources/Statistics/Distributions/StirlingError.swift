internal import Glibc

/// δ(z) in ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + δ(z), for z > 0.
///
/// Densities of the beta and gamma distributions written with δ and `deviance` keep their accuracy where lgamma's
/// large values would cancel: Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
func stirlingError(_ z: Double) -> Double {
  guard z >= 15 else { return lgamma(z) - (z - 0.5) * log(z) + z - 0.5 * log(2 * Double.pi) }
  let square = 1 / (z * z)
  let coefficients = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156]
  return coefficients.reversed().reduce(0) { $0 * square + $1 } / z
}

/// u − ln(1 + u) without cancellation near 0; `ratio` is 1 + u, given apart for its own sake near 0.
func deviance(_ u: Double, ratio: Double) -> Double {
  guard abs(u) < 0.1 else { return u - log(ratio) }
  // ln(1 + u) = 2 artanh(v) with v = u / (2 + u), so the difference is u·v − 2 (v³/3 + v⁵/5 + …).
  let v = u / (2 + u)
  let square = v * v
  var (power, sum) = (v * square, 0.0)
  for order in stride(from: 3, through: 31, by: 2) {
    sum += power / Double(order)
    power *= square
    if abs(power) < abs(sum) * 1e-18 { break }
  }
  return u * v - 2 * sum
}

/// What Lentz's method may divide by.
func nonzero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
