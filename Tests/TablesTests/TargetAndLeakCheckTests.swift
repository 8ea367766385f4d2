import StudyModel
import Testing

@testable import Tables

@Suite struct TargetAndLeakCheckTests {
  private let roles = ColumnRoles(target: "y")

  private func number(_ value: Double) -> String { EvidenceText.fixed(value, digits: 6) }
  private func isYes(_ row: Int) -> Bool { TableBuilder.uniform(row, 500) < 0.3 }

  /// Five weak features and a target of two classes.
  private func classes(rows: Int = 2000) -> TableBuilder {
    var builder = TableBuilder()
    for stream: UInt64 in 0..<5 {
      builder.add("n\(stream)", rows: rows) {
        number(TableBuilder.normal($0, stream) + (isYes($0) ? 0.4 : 0))
      }
    }
    builder.add("y", rows: rows) { isYes($0) ? "yes" : "no" }
    return builder
  }
  private func leaks(_ builder: TableBuilder) throws -> [Finding] {
    try builder.findings(roles).filter { $0.check.hasPrefix("leak-") }
  }

  // MARK: - Leaks

  @Test func weakFeaturesAreNoLeaks() throws {
    #expect(try classes().findings(roles) == [])
  }

  @Test func oneFeatureFarAboveTheRest() throws {
    var builder = classes()
    builder.add("late", rows: 2000) { number(TableBuilder.normal($0, 60) + (isYes($0) ? 2.5 : 0)) }
    let found = try leaks(builder)
    #expect(found.map(\.check) == ["leak-single-feature"])
    #expect(found.first?.columns == ["late"])
  }

  @Test func neitherOrderNorManyLevelsHideALeakOrMakeOne() throws {
    var builder = classes()
    builder.add("folded", rows: 2000) {
      number((isYes($0) ? 0.2 : 1) * (TableBuilder.uniform($0, 61) - 0.5))
    }
    builder.add("many", rows: 2000) { "L\(Int(TableBuilder.uniform($0, 62) * 700))" }
    #expect(try leaks(builder).flatMap(\.columns) == ["folded"])
  }

  @Test func whereAllFeaturesAreGoodNoneIsSuspicious() throws {
    var builder = TableBuilder()
    for stream: UInt64 in 0..<8 {
      builder.add("n\(stream)") {
        number(TableBuilder.normal($0, stream) + (isYes($0) ? 2 + Double(stream) * 0.2 : 0))
      }
    }
    builder.add("y") { isYes($0) ? "yes" : "no" }
    #expect(try leaks(builder) == [])
  }

  @Test func theTargetInOtherWords() throws {
    var builder = classes()
    builder.add("left", rows: 2000) { isYes($0) ? "gone" : "here" }
    #expect(try leaks(builder).map(\.check) == ["leak-copy"])
  }

  @Test func numberedAfterSorting() throws {
    var builder = classes()
    let order = (0..<2000).sorted {
      (isYes($0) ? 1 : 0, $0 * 7919 % 2000) < (isYes($1) ? 1 : 0, $1 * 7919 % 2000)
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    builder.add("number", rows: 2000) { String(places[$0] ?? 0) }
    #expect(try leaks(builder).map(\.check) == ["leak-row-order"])
  }

  @Test func filledOnlyAfterTheEvent() throws {
    var builder = classes()
    builder.add("reason", rows: 2000) { isYes($0) && $0 % 3 > 0 ? ["price", "moved"][$0 % 2] : "" }
    let found = try leaks(builder)
    #expect(found.map(\.check) == ["leak-after-event"])
    #expect(found.first?.columns == ["reason"])
  }

  @Test(arguments: ["a + b", "a - b", "a × b", "a / b", "a + b + c", "3 × a - 5"])
  func partsOfANumber(formula: String) throws {
    func part(_ row: Int, _ stream: UInt64) -> Double {
      (10 + 90 * TableBuilder.uniform(row, stream)).rounded()
    }
    var builder = TableBuilder()
    for (index, name) in ["a", "b", "c"].enumerated() {
      builder.add(name) { String(part($0, UInt64(index))) }
    }
    builder.add("y") { row in
      let (a, b, c) = (part(row, 0), part(row, 1), part(row, 2))
      let values = [
        "a + b": a + b, "a - b": a - b, "a × b": a * b, "a / b": a / b, "a + b + c": a + b + c,
        "3 × a - 5": 3 * a - 5,
      ]
      return String(values[formula] ?? .nan)
    }
    let found = try leaks(builder)
    #expect(found.count == 1)
    let expected =
      formula.hasPrefix("3")
      ? "leak-copy" : formula.contains(" × ") || formula.contains("/") ? "leak-ratio" : "leak-sum"
    #expect(found.first?.check == expected)
    let parts: [String] = ["a", "b", "c"].filter { formula.contains($0) }
    #expect(found.first?.columns == parts)
  }

  @Test func areaMatchesItsDefinition() {
    let groups = [
      (positive: 1, negative: 4), (positive: 2, negative: 2), (positive: 5, negative: 0),
    ]
    // By hand: 42 pairs won, half the ties among them, of 8 · 6.
    #expect(SingleFeatureScore.area(groups) == 0.875)
    #expect(SingleFeatureScore.area([(positive: 3, negative: 0)]) == nil)
  }

  // MARK: - The target

  @Test func classesThatAreMissingRareOrFew() throws {
    var builder = TableBuilder()
    builder.add("x") { number(TableBuilder.normal($0)) }
    builder.add("y") { [3: "", 5: "Maybe", 6: "Maybe"][$0] ?? ($0 % 25 == 0 ? "yes" : "no") }
    #expect(try builder.finding("missing-target", roles)?.rows == [3])
    #expect(try builder.finding("rare-class", roles)?.rows == [5, 6])
    #expect(try builder.finding("class-balance", roles)?.rowCount == 16)
    #expect(try builder.finding("events-per-feature", roles)?.severity == .info)
    #expect(try builder.finding("missing-values", roles) == nil, "the target's own check says it")
  }

  /// 16 of the rarer class; the category has three levels, so two columns besides its first.
  @Test func eventsAreCountedForWhatModelsSee() throws {
    var builder = TableBuilder()
    for stream: UInt64 in 0..<3 { builder.add("n\(stream)") { number(TableBuilder.normal($0, stream)) } }
    builder.add("c") { ["a", "b", "d"][$0 % 3] }
    builder.add("y") { $0 % 25 == 0 ? "yes" : "no" }
    func evidence(_ features: [String]?, made: Int = 0) throws -> String? {
      var roles = roles
      (roles.features, roles.madeFeatures) = (features, made)
      return try builder.finding("events-per-feature", roles)?.evidence
    }
    #expect(
      try evidence(nil)
        == "16 rows of the smallest class for 4 features that models see (5 columns with categories encoded): 3.2 each")
    #expect(try evidence(["n1"]) == "16 rows of the smallest class for 1 feature that models see: 16.0 each")
    #expect(try evidence(["n1"], made: 3) == "16 rows of the smallest class for 4 features that models see: 4.0 each")
  }

  @Test func aTargetThatCannotBeLearned() throws {
    var builder = TableBuilder()
    builder.add("x") { number(TableBuilder.normal($0)) }
    builder.add("y") { _ in "no" }
    #expect(try builder.finding("constant-target", roles)?.severity == .critical)
  }

  @Test func rowsInTheOrderOfTheTarget() throws {
    for isNumber in [false, true] {
      var builder = TableBuilder()
      builder.add("x") { number(TableBuilder.normal($0)) }
      builder.add("y") { isNumber ? number(Double($0) * 1.37) : $0 < 150 ? "no" : "yes" }
      #expect(try builder.finding("sorted-target", roles) != nil)
    }
  }
}
