/// A search space as numbers. A coded point has one coordinate a parameter: its place in 0…1, the middle of its cell for
/// integers and categories, and `CodedSpace.absent` where its condition does not hold.
struct CodedSpace: Sendable {
  static let absent = -1.0

  let space: SearchSpace
  let isCategorical: [Bool]
  let isReal: [Bool]
  /// Of each parameter: the one its condition names.
  private let parents: [Int?]
  /// The most parameters that are present in one point.
  let activeDimensions: Int
  /// Parameters whose value decides which others exist.
  let switches: [Int]
  /// How many values of such parameters others depend on.
  let branches: Int

  init(_ space: SearchSpace) {
    self.space = space
    let parameters = space.parameters
    isCategorical = parameters.map(\.domain.isCategorical)
    isReal = parameters.map(\.domain.isReal)
    let parents = parameters.map { parameter in
      parameter.condition.flatMap { condition in parameters.firstIndex { $0.name == condition.parameter } }
    }
    self.parents = parents
    switches = parameters.indices.filter { parents.contains($0) }
    let conditions = Set(
      parameters.compactMap(\.condition).flatMap { condition in
        condition.values.map { Assignment([(condition.parameter, $0)]) }
      })
    branches = conditions.count
    activeDimensions = Self.countActive(parameters, parents)
  }

  var dimensions: Int { parents.count }

  /// Moves every coordinate to the middle of its cell and blanks the parameters that are absent.
  func snapped(_ point: [Double]) -> [Double] {
    var coded = point
    for index in coded.indices {
      let parameter = space.parameters[index]
      if let parent = parents[index], let condition = parameter.condition,
        coded[parent] == Self.absent || !condition.holds(for: value(of: parent, at: coded[parent]))
      {
        coded[index] = Self.absent
      } else if isReal[index] {
        coded[index] = min(max(coded[index], 0), 1)
      } else {
        coded[index] = parameter.domain.unit(of: value(of: index, at: coded[index])) ?? 0.5
      }
    }
    return coded
  }

  func assignment(at coded: [Double]) -> Assignment { space.assignment(at: coded) }

  func coded(_ assignment: Assignment) -> [Double] {
    space.unitPoint(of: assignment).map { $0 ?? Self.absent }
  }

  /// The cells next to that of parameter `index`: the other categories, or the integers within two steps; of real
  /// numbers none.
  func neighbors(of coded: [Double], along index: Int) -> [[Double]] {
    guard coded[index] != Self.absent, !isReal[index], let count = space.parameters[index].domain.size else {
      return []
    }
    let values: [ParameterValue]
    switch (space.parameters[index].domain, value(of: index, at: coded[index])) {
    case (.categorical(let all), let own): values = all.filter { $0 != own }
    case (.integer(let range, _), .integer(let own)) where count > 1:
      values = [-2, -1, 1, 2].compactMap { step in
        let (moved, overflow) = own.addingReportingOverflow(step)
        return !overflow && range.contains(moved) ? .integer(moved) : nil
      }
    default: values = []
    }
    return values.compactMap { space.parameters[index].domain.unit(of: $0) }.map { unit in
      var point = coded.map { $0 == Self.absent ? 0.5 : $0 }
      point[index] = unit
      return snapped(point)
    }
  }

  /// Which parameters are present: equal for points of one group of branches.
  func group(of coded: [Double]) -> [Bool] { coded.map { $0 != Self.absent } }

  private func value(of index: Int, at unit: Double) -> ParameterValue {
    space.parameters[index].domain.value(atUnit: unit)
  }

  /// Children of one parent under different values exclude each other, so only the largest branch counts.
  private static func countActive(_ parameters: [SearchSpace.Parameter], _ parents: [Int?]) -> Int {
    func count(below index: Int) -> Int {
      let children = parameters.indices.filter { parents[$0] == index }
      let values = children.flatMap { parameters[$0].condition?.values ?? [] }
      let branches = values.map { value in
        children.filter { parameters[$0].condition?.holds(for: value) ?? false }.reduce(0) { $0 + count(below: $1) }
      }
      return 1 + (branches.max() ?? 0)
    }
    return parameters.indices.filter { parents[$0] == nil }.reduce(0) { $0 + count(below: $1) }
  }
}
