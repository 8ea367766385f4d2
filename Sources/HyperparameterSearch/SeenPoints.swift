internal import Statistics

/// The points of a space that have been suggested.
struct SeenPoints {
  let space: SearchSpace
  private var assignments: Set<Assignment> = []

  init(space: SearchSpace) { self.space = space }

  mutating func insert(_ assignment: Assignment) {
    if let own = space.normalized(assignment) { assignments.insert(own) }
  }

  /// The assignment itself when it is new.
  func unseen(_ assignment: Assignment?) -> Assignment? {
    assignment.flatMap { assignments.contains($0) ? nil : $0 }
  }

  /// Some new point, found by walking through the space in an order of the seed's; nil when there is none. Visits at
  /// most one point more than have been seen.
  func anyUnseen(seed: UInt64) -> Assignment? {
    var generator = SeededGenerator(seed: seed, stream: -1)
    let starts = space.parameters.map { _ in generator.unit() }
    return firstUnseen(from: 0, Assignment(), starts)
  }

  private func firstUnseen(from index: Int, _ partial: Assignment, _ starts: [Double]) -> Assignment? {
    guard index < space.parameters.count else { return unseen(partial) }
    let parameter = space.parameters[index]
    guard space.isPresent(parameter, in: partial) else { return firstUnseen(from: index + 1, partial, starts) }
    for value in values(of: parameter.domain, from: starts[index]) {
      var next = partial
      next[parameter.name] = value
      if let found = firstUnseen(from: index + 1, next, starts) { return found }
    }
    return nil
  }

  /// All values of a domain, or one more than have been seen, each once.
  private func values(of domain: SearchSpace.Domain, from start: Double) -> [ParameterValue] {
    let needed = assignments.count + 1
    switch domain {
    case .real(let range, _):
      guard range.lowerBound < range.upperBound else { return [.number(range.lowerBound)] }
      return (0..<needed).map { step in
        let unit = start + (Double(step) + 0.5) / Double(needed)
        return domain.value(atUnit: unit < 1 ? unit : unit - 1)
      }
    case .integer(let range, _):
      let count = min(domain.size ?? needed, needed)
      return (0..<count).map { .integer(range.lowerBound + $0) }
    case .categorical(let all):
      let first = Int(start * Double(all.count))
      return Array(all[first...] + all[..<first])
    }
  }
}
