import Glibc
import HyperparameterSearch

extension SyntheticFunction {
  /// Boosted trees that whoever reads our output trains: a line of JSON with the values of a trial goes out, a line with
  /// its loss comes back.
  static let boosting = SyntheticFunction(
    name: "boosting",
    space: SearchSpace([
      .init("learning_rate", .real(0.01...0.5, isLogarithmic: true)), .init("depth", .integer(1...8)),
      .init("min_child_weight", .real(0.5...100, isLogarithmic: true)), .init("subsample", .real(0.5...1)),
      .init("column_sample", .real(0.3...1)),
    ])
  ) { point in
    let pairs = point.pairs.map { "\"\($0.name)\": \($0.value)" }
    print("{\(pairs.joined(separator: ", "))}")
    fflush(nil)
    return readLine().flatMap(Double.init) ?? .nan
  }
}
