import Tables
import Testing

@testable import Learning

/// The smallest change that flips a decision, of models that are sums made by hand.
@Suite struct DecisionChangeTests {
  private static let numbers = (0...100).map(Double.init)

  private static func column(_ name: String, _ values: [Double]) -> StudyData.Column {
    .init(name: name, values: .numeric(values))
  }

  private static func number(_ columns: [StudyData.Column], _ place: Int, _ row: Int) -> Double {
    if case .numeric(let values) = columns[place].values { values[row] } else { .nan }
  }

  /// Positive from a sum of 0 on.
  private static func verdicts(
    _ columns: [StudyData.Column], _ sum: (Int) -> Double
  ) -> [DecisionChange.Verdict] {
    (0..<columns[0].values.count).map { row in
      .init(decision: sum(row) >= 0 ? 1 : 0, prediction: [sum(row)], margin: abs(sum(row)))
    }
  }

  private static func search(
    _ row: [Double], mutable: [(column: String, by: Double?)]? = nil, score: @escaping ([Double]) -> Double
  ) throws -> DecisionChange.Result {
    let names = ["a", "b", "c"]
    let change = DecisionChange(
      row: row.enumerated().map { column(names[$0], [$1]) },
      training: row.indices.map { column(names[$0], numbers) }, mutable: mutable
    ) { columns throws(LearningError) in
      verdicts(columns) { place in score(row.indices.map { number(columns, $0, place) }) }
    }
    return try change.search()
  }

  /// The deviation of 0…100 is 29.3.
  @Test func theNearestValueOfOneFeatureThatFlipsIsFound() throws {
    let found = try Self.search([10, 10]) { 2 * $0[0] + $0[1] - 60 }
    #expect(found.steps.map(\.column) == [0] && found.steps[0].option.value == .number(25))
    #expect(abs(found.steps[0].option.distance - 15 / 29.300170647967224) < 1e-9)
    #expect(found.verdict?.decision == 1 && found.searched == ["a", "b"] && found.pairsAmong == nil)
  }

  @Test func whatMayNotChangeStaysAndNothingChangesByMoreThanAllowed() throws {
    let score = { (row: [Double]) in 2 * row[0] + row[1] - 60 }
    let other = try Self.search([10, 10], mutable: [("b", nil)], score: score)
    #expect(other.steps.map(\.column) == [1] && other.steps[0].option.value == .number(40) && other.searched == ["b"])
    let little = try Self.search([10, 10], mutable: [("b", 20)], score: score)
    #expect(little.steps.isEmpty && little.verdict == nil && little.searched == ["b"])
  }

  /// Each alone reaches 100 at most; together the paired quantiles 0, 8, 17, 25, … do.
  @Test func twoFeaturesAreTriedWhereOneIsNotEnough() throws {
    let found = try Self.search([0, 0, 50]) { $0[0] + $0[1] - 120 }
    #expect(found.steps.map(\.column) == [0, 1])
    let sum = found.steps.reduce(0) { sum, step in
      if case .number(let value) = step.option.value { sum + value } else { sum }
    }
    #expect(sum >= 120 && sum < 129)
  }

  @Test func whereNothingOfTwoFeaturesFlipsItNothingIsReturned() throws {
    let found = try Self.search([0, 0, 0]) { $0[0] + $0[1] + $0[2] - 250 }
    #expect(found.steps.isEmpty && found.searched == ["a", "b", "c"])
  }

  @Test func aCategoryTakesAnotherLevelOfTheTrainingRows() throws {
    let levels = CategoricalColumn(levels: ["high", "low", "never", "mid"], codes: [1])
    let seen = CategoricalColumn(levels: levels.levels, codes: [0, 1, 3, 1])
    let change = DecisionChange(
      row: [.init(name: "c", values: .categorical(levels))],
      training: [.init(name: "c", values: .categorical(seen))], mutable: nil
    ) { columns throws(LearningError) in
      guard case .categorical(let column) = columns[0].values else { return [] }
      return Self.verdicts(columns) { [1.0, -1, 3, -0.5][Int(column.codes[$0])] }
    }
    let found = try change.search()
    #expect(found.steps.map(\.option) == [.init(value: .level(0), distance: 1)])
  }
}
