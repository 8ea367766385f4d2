internal import HyperparameterSearch

/// An assignment as a learner reads it: unknown names and values outside the range are errors, absent ones defaults.
struct Settings {
  let family: String
  private let assignment: Assignment

  init(_ assignment: Assignment, of family: String, names: [String]) throws(LearningError) {
    (self.family, self.assignment) = (family, assignment)
    if let unknown = assignment.names.first(where: { !names.contains($0) }) {
      let list = names.isEmpty ? "none" : names.joined(separator: ", ")
      throw .cannotFit(family: family, reason: "there is no setting \(unknown); it has \(list)")
    }
  }

  func real(_ name: String, _ standard: Double, in range: ClosedRange<Double>) throws(LearningError) -> Double {
    guard let value = assignment[name] else { return standard }
    guard let number = value.number, range.contains(number) else {
      throw refusal(name, value, "must be from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func integer(_ name: String, _ standard: Int, in range: ClosedRange<Int>) throws(LearningError) -> Int {
    guard let value = assignment[name] else { return standard }
    guard let number = value.number.flatMap({ Int(exactly: $0) }), range.contains(number) else {
      throw refusal(name, value, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func choice(_ name: String, _ values: [String]) throws(LearningError) -> String {
    guard let value = assignment[name] else { return values[0] }
    guard case .text(let word) = value, values.contains(word) else {
      throw refusal(name, value, "must be one of \(values.joined(separator: ", "))")
    }
    return word
  }

  private func refusal(_ name: String, _ value: ParameterValue, _ rule: String) -> LearningError {
    .cannotFit(family: family, reason: "\(name) is \(value); it \(rule)")
  }
}
