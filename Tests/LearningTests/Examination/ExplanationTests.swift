import HyperparameterSearch
import Specification
import Statistics
import StudyModel
import Tables
import Testing

@testable import Learning

/// What a model's answers are made of.
@Suite struct ExplanationTests {
  private static func number(_ name: String, _ values: [Double]) -> StudyData.Column {
    .init(name: name, values: .numeric(values))
  }

  private static func category(_ name: String, _ cells: [String]) -> StudyData.Column {
    .init(name: name, values: .categorical(CategoricalColumn(cells: cells)))
  }

  @Test func shuffledFeaturesMoveTogetherAndOnlyAmongTheRows() {
    let columns = [
      Self.number("a", [1, 2, 3, 4]), Self.category("b", ["p", "q", "r", "s"]), Self.number("c", [5, 6, 7, 8]),
    ]
    let moved = PermutationImportance.shuffled(columns, ["a", "b"], rows: [0, 1, 3], order: [3, 0, 1])
    #expect(moved == [Self.number("a", [4, 1, 3, 2]), Self.category("b", ["s", "p", "r", "q"]), columns[2]])
  }

  @Test func featuresThatGoTogetherAreGroupedWhateverTheirKinds() {
    var generator = SeededGenerator(seed: 4)
    let x = (0..<400).map { _ in generator.normal() }
    let other = (0..<400).map { _ in generator.normal() }
    let levels = other.map { $0 < -0.4 ? "low" : $0 < 0.4 ? "mid" : "high" }
    let columns = [
      Self.number("x", x), Self.number("alone", (0..<400).map { _ in generator.normal() }),
      Self.category("level", levels), Self.number("x cubed", x.map { -$0 * $0 * $0 }),
      Self.category("level again", levels.map { "\($0)!" }), Self.number("behind level", other),
    ]
    let groups = FeatureAssociation(columns, rows: Array(0..<400)).groups
    #expect(groups.map(\.features) == [["x", "x cubed"], ["level", "level again", "behind level"]])
    #expect(groups[0].weakest == 1 && groups[1].weakest > 0.9 && groups[1].weakest < 1)
  }

  @Test func shufflingEverythingLeavesChanceAndWhatIsNotUsedCostsNothing() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 400, seed: 6))
    study.specification.data.idColumns = ["id"]
    let examination = try study.examination()
    let units = [["a", "b", "c"], ["b"], ["c"], ["unknown"]].map {
      PermutationImportance.Unit(name: $0.joined(), features: $0)
    }
    let found = try #require(
      try PermutationImportance(examination, units: units, rows: examination.held.rows, used: ["a", "b", "c"]))
    #expect(found.results[3].mean == 0 && found.results[3].deviation == 0)
    #expect(found.score == examination.score(examination.held.predictions, rows: examination.held.rows))
    let (all, one, weak) = (found.results[0], found.results[1], found.results[2])
    #expect(abs(all.mean - (found.score - 0.5)) < 3 * all.deviation && all.deviation > 0)
    #expect(all.mean > one.mean && one.mean > weak.mean)
  }

  @Test(arguments: [0, 0.2])
  func theBackgroundIsWhatTheModelHasLearnedFrom(test: Double) throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 200, seed: 7))
    study.specification.split.test = test
    let examination = try study.examination()
    let splits = examination.context.splits
    #expect(examination.background.rows == (test > 0 ? splits.development : splits.evaluation[2].training))
    #expect(Set(examination.background.rows).isDisjoint(with: examination.held.rows))
  }

  // MARK: Summaries

  /// Two features of four rows; contributions by hand.
  @Test func aSummaryHasSharesAndDirections() {
    let contributions = Contributions(
      scale: .logOdds, features: ["size", "kind"], outputCount: 1, base: [0.5],
      values: [-2, 1, -1, -1, 1, 1, 2, -1], margins: [-0.5, -1.5, 2.5, 1.5])
    let columns = [Self.number("size", [4, 3, 2, 1]), Self.category("kind", ["u", "v", "u", "v"])]
    let summary = ContributionSummary(contributions, columns: columns, weights: nil, classes: ["no", "yes"])
    #expect(summary.features.map(\.name) == ["size", "kind"] && summary.largestDeviation == 0)
    #expect(summary.features.map(\.mean) == [1.5, 1] && summary.features.map(\.share) == [0.6, 0.4])
    #expect(summary.features[0].correlation == -1 && summary.features[0].direction == "higher lowers")
    // Two rows a level are too few to speak of them.
    #expect(summary.features[1].correlation == nil && summary.features[1].direction.isEmpty)
    // A row of weight 3 counts like three.
    let weighted = ContributionSummary(contributions, columns: columns, weights: [3, 1, 1, 1], classes: [])
    #expect(weighted.features[0].mean == 10.0 / 6)
  }

  @Test func levelsThatPushMostAreNamed() {
    let cells = (0..<15).map { ["u", "v", "w"][$0 % 3] }
    let contributions = Contributions(
      scale: .share, features: ["kind"], outputCount: 1, base: [0],
      values: cells.map { ["u": 0.2, "v": -0.1][$0] ?? 0 },
      margins: cells.map { ["u": 0.2, "v": -0.1][$0] ?? 0 })
    let summary = ContributionSummary(
      contributions, columns: [Self.category("kind", cells)], weights: nil, classes: ["no", "yes"])
    #expect(summary.features[0].direction == "u raises, v lowers")
  }

  @Test func rankingsAreComparedOverWhatTheyShare() {
    let model = RankingAgreement.Ranking(
      name: "SHAP", features: ["a", "b", "c", "d", "e", "f"],
      values: ["a": 6, "b": 5, "c": 4, "d": 3, "e": 2, "f": 1])
    let person = RankingAgreement(
      .init(name: "Your ranking", features: ["b", "a", "f", "d", "e", "x"], values: nil), model)
    // Ranks 1 2 3 4 5 against 2 1 5 3 4: 1 − 6 · 8 / (5 · 24).
    #expect(person.common == 5 && abs((person.correlation ?? 9) - 0.6) < 1e-12)
    #expect(person.onlyFirst == ["f"] && person.onlySecond == ["c"])
    #expect(person.sentence.contains("only your ranking has f, only SHAP c"), "\(person.sentence)")
    let short = RankingAgreement(.init(name: "Your ranking", features: ["a", "b"], values: nil), model)
    #expect(short.correlation == nil && short.onlyFirst.isEmpty && short.topCount == 2)
  }

  // MARK: In a study

  private static func study(_ csv: String, topics: [TopicReport.Topic]) throws -> StudyDirectory {
    var study = try StudyDirectory(csv)
    study.specification.data.idColumns = ["id"]
    study.specification.candidates = [.init(name: "linear", kind: .linear)]
    study.specification.search.trials = 1
    study.specification.examination.topics = topics
    study.specification.examination.importance = ["c", "b", "a"]
    return study
  }

  private static func report(_ study: StudyDirectory, _ name: String) throws -> [TopicReport] {
    try study.records(name).compactMap { if case .topic(let report) = $0 { report } else { nil } }
  }

  @Test func aStudySaysWhatItsModelReliesOn() throws {
    var study = try Self.study(StudyDirectory.binary(rows: 300, seed: 5), topics: [.explanation, .architecture])
    _ = try study.run("two")
    study.specification.search.parallel = 1
    _ = try study.run("one")
    let reports = try Self.report(study, "two")
    #expect(try Self.report(study, "one") == reports)
    let report = try #require(reports.first), table = try #require(report.tables.first)
    #expect(reports.map(\.topic) == [.explanation, .architecture] && table.name == "features")
    let names = table.rows.map { row in if case .text(let name) = row[0] { name } else { "" } }
    #expect(names.sorted() == ["a", "b", "c"] && names.last == "c")
    let values = table.rows.map { row in row.map { if case .number(let number) = $0 { number } else { Double.nan } } }
    #expect(abs(values.reduce(0) { $0 + $1[2] } - 1) < 1e-9)
    // a and b decide alike, and each costs much when it is shuffled; above 0 is helpful.
    #expect(values[0][5] > 0.05 && values[1][5] > 0.05 && values[0][6] > 0)
    #expect(report.finding.hasSuffix("carry 100 % of the model's decisions: mean |SHAP| on 60 test rows."))
    #expect(report.sentences.contains { $0.hasPrefix("Your ranking and SHAP rank 3 features") })
    #expect(report.sentences.contains { $0.contains("the largest deviation in 60 rows is below 1e-12") })
    let diagram = try #require(reports[1].diagram)
    #expect(diagram.first == "3 features: 2 numbers and 1 category" && diagram.contains("probability of yes"))
    #expect(diagram.allSatisfy { $0.count <= PipelineDiagram.width && $0.allSatisfy(\.isASCII) })
  }
}
