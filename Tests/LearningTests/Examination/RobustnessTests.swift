import Glibc
import Specification
import Statistics
import StudyModel
import Tables
import TestSupport
import Testing

@testable import Learning

@Suite struct PerturbationTests {
  private let columns: [StudyData.Column] = [
    .init(name: "x", values: .numeric((0..<400).map { Double($0 % 20) })),
    .init(name: "c", values: .categorical(CategoricalColumn(cells: (0..<400).map { ["u", "v", "v", "w"][$0 % 4] }))),
  ]

  private func changed(_ perturbation: Perturbation) -> (numbers: [Double], codes: [Int32], levels: [String]) {
    let spreads = columns.map { Perturbation.Spread($0.values, rows: Array(0..<400)) }
    var generator = SeededGenerator(seed: 1)
    let result = perturbation.apply(to: columns, spreads: spreads, &generator)
    guard case .numeric(let numbers) = result[0].values, case .categorical(let column) = result[1].values else {
      return ([], [], [])
    }
    return (numbers, column.codes, column.levels)
  }

  @Test func noiseHasItsSizeAndLevelsAreSwappedAtItsRate() throws {
    let (plain, noisy) = (changed(.noise(0)), changed(.noise(0.2)))
    #expect(plain.numbers == (0..<400).map { Double($0 % 20) })
    let spread = try #require(FoldIntervals.deviation(plain.numbers))
    let moved = try #require(FoldIntervals.deviation(zip(noisy.numbers, plain.numbers).map { $0 - $1 }))
    #expect(abs(moved / spread - 0.2) < 0.02)
    #expect(noisy.numbers.allSatisfy { $0 == $0.rounded() })
    // A swap draws the same level again in 6 of 16 cases: 400 · 0.2 · 10/16 change.
    let swapped = zip(noisy.codes, plain.codes).count { $0 != $1 }
    #expect(abs(Double(swapped) - 50) < 20, "\(swapped)")
  }

  @Test func cellsAreBlankedReplacedAndUnseen() {
    let half = changed(.missingCells(0.5))
    #expect(abs(half.numbers.count(where: \.isNaN) - 200) < 40 && abs(half.codes.count { $0 < 0 } - 200) < 40)
    #expect(
      changed(.missingColumn(0)).numbers.allSatisfy(\.isNaN) && changed(.missingColumn(0)).codes.allSatisfy { $0 >= 0 })
    #expect(changed(.number(0, -1e9)).numbers.allSatisfy { $0 == -1e9 })
    let unseen = changed(.unseenLevel(1))
    #expect(unseen.codes.allSatisfy { $0 == 3 } && unseen.levels.count == 4)
  }
}

@Suite struct NoveltyScoreTests {
  /// Φ⁻¹(0.75) from SciPy; beyond the ends one step is the middle half over 1.349.
  @Test func normalScoresFollowThePercentilesAndGoOnBeyondThem() {
    let scores = NormalScores((0...100).map(Double.init))
    #expect(scores.score(50) == 0 && abs(scores.score(75) - 0.6744897501960817) < 1e-9)
    #expect(abs(scores.score(150) - (NormalScores.end + 50 * 1.349 / 50)) < 1e-9)
    #expect(scores.score(.nan) == 0 && scores.score(-1e300) == -1000)
    // Nine rows in ten are 0: the middle of their percentiles is 0.45.
    let tied = NormalScores([Double](repeating: 0, count: 90) + (1...10).map(Double.init))
    #expect(abs(tied.score(0) - NormalDistribution.quantile(0.445)) < 0.02)
    #expect(NormalScores([.nan, .nan]).score(7) == 0)
  }

  /// Of four rows three are u: (3 + ½) of (4 + 2), as unseen and missing are two more levels with half a row each.
  @Test func levelsCountByTheirRarity() throws {
    let columns = [StudyData.Column(name: "c", values: .categorical(CategoricalColumn(cells: ["u", "u", "v", "u"])))]
    let score = NoveltyScore(fitting: columns, rows: [0, 1, 2, 3])
    let asked = [StudyData.Column(name: "c", values: .categorical(CategoricalColumn(cells: ["u", "v", "new", ""])))]
    let found = try score.scores(asked, rows: [0, 1, 2, 3])
    for (result, count) in zip(found, [3.0, 1, 0, 0]) {
      #expect(abs(result.score + 2 * log((count + 0.5) / 6)) < 1e-12)
    }
    #expect(found.map(\.outside) == [[], [], ["c"], []] && found[2].isUnlikeTraining && found[2].percentile == 1)
  }

  private func correlated() -> [StudyData.Column] {
    var generator = SeededGenerator(seed: 5)
    let x = (0..<1000).map { _ in generator.normal() }
    let y = x.map { $0 + 0.2 * generator.normal() }
    return [.init(name: "x", values: .numeric(x)), .init(name: "y", values: .numeric(y))]
  }

  @Test func aCombinationThatNoRowHasIsFarThoughEachNumberIsUsual() throws {
    let score = NoveltyScore(fitting: correlated(), rows: Array(0..<1000))
    let asked: [StudyData.Column] = [
      .init(name: "y", values: .numeric([1.2, -1.2, 0, 1e9])), .init(name: "x", values: .numeric([1.2, 1.2, 0, 0])),
    ]
    let found = try score.scores(asked, rows: [0, 1, 2, 3])
    #expect(found[1].score > 5 * found[0].score && found[1].percentile > 0.99 && found[1].outside.isEmpty)
    #expect(found[2].percentile < found[0].percentile && found[0].percentile < 0.95)
    #expect(found[3].parts[0].column == "y" && found[3].outside == ["y"] && found[3].score.isFinite)
  }

  @Test func oneTrainingRowInAHundredIsAboveTheLimit() throws {
    let columns = correlated()
    let score = NoveltyScore(fitting: columns, rows: Array(0..<1000))
    let found = try score.scores(columns, rows: Array(0..<1000))
    #expect(found.count { $0.score > score.quantile(NoveltyScore.limit) } == 10)
    #expect(abs(found.reduce(0) { $0 + $1.percentile } / 1000 - 0.5) < 0.01)
  }

  @Test func itComesBackFromItsFile() throws {
    let data = SampleRows.make(.binary)
    let score = NoveltyScore(fitting: data.columns, rows: Array(0..<200))
    let again = try NoveltyScore.read(score.bytes)
    #expect(again == score && again.bytes == score.bytes)
    #expect(throws: LearningError.self) { try NoveltyScore.read(Array("{}".utf8)) }
    #expect(throws: LearningError.self) { try again.score([], row: 0) }
    #expect(try again.score(data.columns, row: 250).score.isFinite)
  }
}

@Suite struct AdversarialSearchTests {
  private static func attacked(
    _ kind: StudySpecification.Candidate.Kind, _ change: (inout StudyDirectory) -> Void = { _ in }
  ) throws -> (examination: Examination, search: AdversarialSearch) {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 240, seed: 6))
    study.specification.data.idColumns = ["id"]
    study.specification.examination.mutable = [.init(column: "a", by: 0.3), .init(column: "c")]
    change(&study)
    let examination = try study.examination(of: kind)
    let table = HeldTable(examination, model: try #require(examination.model), mostRows: 20, seed: 1)
    let search = AdversarialSearch(
      table, study.specification.examination.mutable, columns: examination.columns,
      training: examination.context.splits.development)
    return (examination, search)
  }

  private func numbers(_ columns: [StudyData.Column], _ name: String) -> [Double] {
    if case .numeric(let values) = columns.first(where: { $0.name == name })?.values { values } else { [] }
  }

  /// By trying every level with a fine grid of numbers.
  @Test func ofALinearModelItFindsTheVeryBest() throws {
    let (_, search) = try Self.attacked(.linear)
    let found = try search.search { predictions, place, _ in predictions[place, 0] }
    let table = search.table
    let (a, b) = (numbers(table.columns, "a"), numbers(table.columns, "b"))
    let range = try #require(search.moves.first).range
    for row in table.rows.indices {
      var tried: (a: [Double], c: [String]) = ([], [])
      for step in -30...30 {
        for level in ["low", "mid", "high"] {
          tried.a.append(min(max(a[row] + Double(step) / 100, range.lowerBound), range.upperBound))
          tried.c.append(level)
        }
      }
      let columns: [StudyData.Column] = [
        .init(name: "a", values: .numeric(tried.a)), .init(name: "b", values: .numeric(tried.a.map { _ in b[row] })),
        .init(name: "c", values: .categorical(CategoricalColumn(cells: tried.c))),
      ]
      let all = try table.model.predict(columns, times: nil, rows: Array(tried.a.indices)).values
      #expect(abs(found.predictions[row, 0] - all.min()!) < 1e-9)
    }
    #expect(search.isExact)
  }

  @Test(arguments: [StudySpecification.Candidate.Kind.linear, .boosting])
  func changesStayWithinTheirBounds(_ kind: StudySpecification.Candidate.Kind) throws {
    let (_, search) = try Self.attacked(kind)
    let found = try search.search { predictions, place, _ in -predictions[place, 0] }
    let before = try search.table.predict(search.table.columns)
    #expect(zip(found.predictions.values, before.values).allSatisfy { $0 >= $1 })
    #expect(zip(found.predictions.values, before.values).contains { $0 > $1 + 0.05 })
    let (old, new) = (numbers(search.table.columns, "a"), numbers(found.columns, "a"))
    #expect(zip(old, new).allSatisfy { abs($0 - $1) <= 0.3 + 1e-12 })
    #expect(numbers(search.table.columns, "b") == numbers(found.columns, "b"))
    // What is told of a row is what the model says of the changed row.
    #expect(try search.table.predict(found.columns) == found.predictions)
  }

  @Test func aDeclaredDifferenceFollowsItsColumn() throws {
    let (_, search) = try Self.attacked(.boosting) { $0.specification.features.transforms = [.difference("a", "b")] }
    let found = try search.search { predictions, place, _ in predictions[place, 0] }
    let (a, b, difference) = (
      numbers(found.columns, "a"), numbers(found.columns, "b"), numbers(found.columns, "a_minus_b")
    )
    #expect(a != numbers(search.table.columns, "a") && difference == zip(a, b).map { $0 - $1 } && !search.isExact)
  }

  @Test func aLogarithmMovesByTheFilesUnit() {
    let move = AdversarialSearch.Move(
      column: 0, reach: 2, isLogarithmic: true, range: 0...log1p(10), isMonotone: true)
    let found = move.candidates(log1p(3))
    #expect(abs(found[0] - log1p(1)) < 1e-12 && abs(found[1] - log1p(5)) < 1e-12)
    #expect(move.candidates(log1p(1))[0] == 0 && abs(move.candidates(log1p(9))[1] - log1p(10)) < 1e-12)
    #expect(move.candidates(.nan).isEmpty)
  }
}

@Suite struct RobustnessTopicTests {
  private func study(_ change: (inout StudyDirectory) -> Void = { _ in }) throws -> StudyDirectory {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 240, seed: 7))
    study.specification.data.idColumns = ["id"]
    change(&study)
    return study
  }

  private func table(_ report: TopicReport, _ name: String) throws -> [[TopicCell]] {
    try #require(report.tables.first { $0.name == name }).rows
  }

  @Test func everyInvalidRowHasAPredictionAndIsRecognised() throws {
    let study = try study()
    let examination = try study.examination(of: .boosting)
    let report = try #require(try RobustnessTopic.examine(examination))
    let invalid = try table(report, "invalid_rows")
    // ±1e9 in a and b, an unseen level of c, nothing known.
    #expect(invalid.count == 6 && invalid.allSatisfy { $0[1] == .number(1) })
    #expect(invalid.allSatisfy { $0.last == .number(1) }, "\(invalid)")
    #expect(report.severity == .info && report.finding.hasPrefix("Robustness is 0."))
    #expect(report.sentences.contains { $0.hasPrefix("Nothing is marked as mutable") })
    let curve = try table(report, "perturbations").compactMap { $0[1].number }
    #expect(curve.count == 9 && curve[0] > curve[5] && curve[6] > curve[8])
    let file = try #require(RobustnessTopic.files(examination).first)
    let score = try NoveltyScore.read(file.bytes)
    #expect(score.numbers.map(\.name) == ["a", "b"] && score.levels.map(\.name) == ["c"])
  }

  @Test func whatIsMutableIsAttacked() throws {
    let study = try study { $0.specification.examination.mutable = [.init(column: "a", by: 5)] }
    let report = try #require(try RobustnessTopic.examine(study.examination()))
    let row = try table(report, "adversarial")[0].map(\.number)
    // A change of 5 on a column from -1 to 1 is any value of it.
    let (right, turned) = (try #require(row[1]), try #require(row[2]))
    #expect(turned > 0.5 * right && turned <= right && row[0] == 48)
    #expect(report.sentences.contains { $0.contains("exact for this linear model") })
  }

  @Test func ofNumbersMovementsAreTold() throws {
    var generator = SeededGenerator(seed: 8)
    var text = "a,b,y\n"
    for _ in 0..<200 {
      let (a, b) = (generator.normal(), generator.normal())
      text += "\(a),\(b),\(3 * a + b + 0.1 * generator.normal())\n"
    }
    var study = try StudyDirectory(text)
    study.specification.data.leaks = .keep
    study.specification.examination.mutable = [.init(column: "a", by: 0.5)]
    let report = try #require(try RobustnessTopic.examine(study.examination()))
    let row = try table(report, "adversarial")[0]
    #expect(row[1] == .missing && row[2] == .missing)
    // Three times the half that a may move, but for the rows at its ends.
    #expect(
      try abs(#require(row[5].number) - 1.5) < 0.1
        && report.tables.allSatisfy { table in
          table.rows.allSatisfy { $0.count == table.columns.count }
        })
  }

  @Test func aModelThatIsNoImprovementHasNoRobustness() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 240, seed: 1, signal: 0))
    study.specification.data.idColumns = ["id"]
    let examination = try study.examination()
    guard let score = examination.score(examination.held.predictions, rows: examination.held.rows) else { return }
    let report = try #require(try RobustnessTopic.examine(examination))
    #expect(report.finding.hasPrefix("Robustness cannot be told") == (score <= 0.5), "\(report.finding)")
  }
}
