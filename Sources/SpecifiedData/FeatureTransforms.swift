internal import Glibc
internal import RunModel
public import Specification
public import Tables

/// The declared transformations of a specification. Each looks at one row at a time, so none can leak.
public struct FeatureTransforms {
  private let transforms: [StudySpecification.Transform]
  private let place: (Int) -> String

  /// - Parameter place: of a row of the columns, in words.
  public init(_ transforms: [StudySpecification.Transform], place: @escaping (Int) -> String) {
    (self.transforms, self.place) = (transforms, place)
  }

  public var isEmpty: Bool { transforms.isEmpty }

  /// A transformation that these columns do not allow.
  private struct Misfit: Error { var reason: String }

  /// - Parameters:
  ///   - columns: the features.
  ///   - times: the time columns, which may be read and are no features.
  ///   - choice: why other columns are none.
  /// - Returns: the features with those that are made; without what a mistake stands in the way of.
  public func apply(
    to columns: [TypedColumn], times: [TypedColumn], noting mistakes: inout SpecificationMistakes,
    _ choice: FeatureChoice
  ) -> [TypedColumn] {
    var result = columns
    for (index, transform) in transforms.enumerated() {
      do throws(Misfit) {
        try apply(transform, to: &result, times: times, choice)
      } catch {
        mistakes.add(DocumentPath("features.transforms").item(index), error.reason)
      }
    }
    return result
  }

  private func apply(
    _ transform: StudySpecification.Transform, to columns: inout [TypedColumn], times: [TypedColumn],
    _ choice: FeatureChoice
  ) throws(Misfit) {
    let known = columns
    let sources = try transform.columns.map { name throws(Misfit) in
      guard let source = (known + times).first(where: { $0.name == name }) else { throw misfit(name, known, choice) }
      return source
    }
    switch transform {
    case .log(let name):
      guard let place = columns.firstIndex(where: { $0.name == name }) else { throw misfit(name, columns, choice) }
      columns[place].values = .numeric(try logarithms(of: sources[0]))
    case .ratio:
      let (a, b) = (try numbers(sources[0]), try numbers(sources[1]))
      try add(transform.madeColumns[0], zip(a, b).map { $1 == 0 ? .nan : $0 / $1 }, to: &columns)
    case .difference:
      let (a, b) = try ordinals(sources[0], sources[1])
      try add(transform.madeColumns[0], zip(a, b).map { $0 - $1 }, to: &columns)
    case .calendar:
      for column in Self.calendar(sources[0].name, try days(sources[0])) {
        guard case .numeric(let values) = column.values else { continue }
        try add(column.name, values, to: &columns)
      }
    }
  }

  private func add(_ name: String, _ values: [Double], to columns: inout [TypedColumn]) throws(Misfit) {
    if columns.contains(where: { $0.name == name }) {
      throw Misfit(
        reason:
          "makes a column \(name), and there is one of that name already; rename that one, or list it in data.ignore")
    }
    columns.append(TypedColumn(name: name, values: .numeric(values)))
  }

  /// Month 1…12, weekday 1 (Monday)…7, hour 0…23.
  public static func calendar(_ name: String, _ days: [Double]) -> [TypedColumn] {
    let parts: [(Double) -> Double] = [
      { Double(CivilDate(days: Int($0.rounded(.down))).month) },
      // 1970-01-01 was a Thursday.
      { Double(((Int($0.rounded(.down)) + 3) % 7 + 7) % 7 + 1) },
      // To the second, as a fraction of a day is not exact; half a second before midnight is still 23.
      { min(23, ((($0 - $0.rounded(.down)) * 24 * 3600).rounded() / 3600).rounded(.down)) },
    ]
    let names = StudySpecification.Transform.calendar(name).madeColumns
    return zip(names, parts).map { name, part in
      TypedColumn(name: name, values: .numeric(days.map { $0.isNaN ? .nan : part($0) }))
    }
  }

  // MARK: What a transformation reads

  private func misfit(_ name: String, _ columns: [TypedColumn], _ choice: FeatureChoice) -> Misfit {
    Misfit(
      reason: "uses \(name), which is no feature"
        + (choice.reason(against: name).map { " (\($0))" }
          ?? "; \(ColumnNames.advice(for: name, among: columns.map(\.name)))"))
  }

  private func logarithms(of column: TypedColumn) throws(Misfit) -> [Double] {
    let values = try numbers(column)
    if let row = values.firstIndex(where: { $0 < 0 }) {
      throw Misfit(
        reason: "the log of \(column.name) needs values from 0; \(place(row)) has \(EvidenceText.number(values[row]))")
    }
    return values.map { log1p($0) }
  }

  private func numbers(_ column: TypedColumn) throws(Misfit) -> [Double] {
    guard case .numeric(let values) = column.values else {
      throw Misfit(reason: "needs numbers in \(column.name), which holds \(words(column))")
    }
    return values
  }

  private func days(_ column: TypedColumn) throws(Misfit) -> [Double] {
    guard case .date(let values) = column.values else {
      throw Misfit(reason: "needs dates (YYYY-MM-DD) in \(column.name), which holds \(words(column))")
    }
    return values
  }

  private func ordinals(_ left: TypedColumn, _ right: TypedColumn) throws(Misfit) -> ([Double], [Double]) {
    switch (left.values, right.values) {
    case (.numeric(let a), .numeric(let b)), (.date(let a), .date(let b)): return (a, b)
    default:
      throw Misfit(
        reason: "needs two columns of numbers or two of dates; \(left.name) holds \(words(left)), "
          + "\(right.name) holds \(words(right))")
    }
  }

  private func words(_ column: TypedColumn) -> String {
    switch column.values.kind {
    case .numeric: "numbers"
    case .date: "dates"
    case .categorical: "texts"
    }
  }
}

extension StudySpecification.Transform {
  /// The columns it adds; none for one that replaces its own.
  public var madeColumns: [String] {
    switch self {
    case .log: []
    case .ratio(let over, let under): ["\(over)_per_\(under)"]
    case .difference(let left, let right): ["\(left)_minus_\(right)"]
    case .calendar(let name): ["month", "weekday", "hour"].map { "\(name)_\($0)" }
    }
  }
}
