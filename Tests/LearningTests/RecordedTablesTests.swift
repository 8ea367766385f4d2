import JSONText
import RunModel
import Specification
import StudyModel
import Tables
import TestSupport
import Testing

@testable import Learning

@Suite struct EqualBinsTests {
  @Test func binsHoldTheirLowerEdgeAndTheLastOneBoth() {
    let bins = EqualBins(to: 1, count: 4)
    #expect(bins.edges == [0, 0.25, 0.5, 0.75, 1])
    #expect(bins.counts(of: [0, 0.24, 0.25, 0.5, 0.99, 1, 7, -3, .nan]) == [3, 1, 1, 3])
    #expect(bins.place(of: .nan) == nil)
  }

  @Test func aRangeIsDividedEvenlyUnlessFewLieFarOut() {
    #expect(EqualBins(covering: [1, 3, .nan, .infinity, 2], count: 2).edges == [1, 2, 3])
    #expect(EqualBins(covering: [5, 5], count: 9).edges == [4.5, 5.5])
    #expect(EqualBins(covering: [], count: 9).edges == [-0.5, 0.5])
    // 0…999 and one far out: the quantiles at 0.5 % and 99.5 % of 1,001 values are 5 and 995.
    let long = EqualBins(covering: (0..<1000).map(Double.init) + [1e6], count: 10).edges
    #expect(long.count == 13 && long[0] == 0 && long[1] == 5 && long[11] == 995 && long[12] == 1e6)
    #expect(abs(long[2] - 104) < 1e-9)
  }

  @Test func aGridHasARowForEachBinOfY() {
    let bins = EqualBins(to: 2, count: 2)
    #expect(EqualBins.grid(columns: bins, [0, 1, 1.5], rows: bins, [0, 0.5, 1]) == [[1, 1], [0, 1]])
  }
}

@Suite struct ValueDistributionTests {
  @Test func numbersOfManyValuesHaveBinsAndFewAreCountedOneByOne() throws {
    let values = ColumnValues.numeric([0, 1, 1, .nan, 1, 2])
    let few = try #require(ValueDistribution.compare(values, rows: [0, 1, 2], with: values, rows: [3, 4, 5]))
    #expect(few.bins == .levels(["0", "1", "2"]) && few.reference == [1, 2, 0] && few.current == [0, 1, 1])
    #expect(few.missingReference == 0 && few.missingCurrent == 1)
    let many = ColumnValues.numeric((0..<100).map(Double.init))
    let halves = try #require(
      ValueDistribution.compare(many, rows: Array(0..<50), with: many, rows: Array(50..<100)))
    #expect(halves.bins.count == 20 && halves.reference.prefix(10).reduce(0, +) == 50)
    #expect(halves.reference.suffix(9).allSatisfy { $0 == 0 } && halves.current.reduce(0, +) == 50)
  }

  @Test func rareLevelsAreOneTogether() throws {
    let cells = (0..<20).flatMap { Array(repeating: "level \($0)", count: 20 - $0) } + [""]
    let column = ColumnValues(cells: cells)
    let all = Array(cells.indices)
    let found = try #require(ValueDistribution.compare(column, rows: all, with: column, rows: [all.count - 1]))
    guard case .levels(let levels) = found.bins else {
      Issue.record("no levels")
      return
    }
    #expect(levels.count == 12 && levels.first == "level 0" && levels.last == "9 others")
    // 9 + 8 + … + 1
    #expect(found.reference.first == 20 && found.reference.last == 45 && found.missingReference == 1)
    #expect(found.current.allSatisfy { $0 == 0 } && found.missingCurrent == 1)
    #expect(ValueDistribution.compare(column, rows: all, with: .numeric([1]), rows: [0]) == nil)
  }
}

@Suite struct ExplanationTablesTests {
  /// Two features of four rows: `x` raises the score when it is high, `c` is a category that never matters.
  private var tables: [EvaluationTable] {
    let values = [-2.0, 0, -1, 0, 1, 0, 2, 0]
    let contributions = Contributions(
      scale: .logOdds, features: ["x", "c"], outputCount: 1, base: [0], values: values, margins: [-2, -1, 1, 2])
    let columns: [StudyData.Column] = [
      .init(name: "x", values: .numeric([10, 20, 30, 40])),
      .init(name: "c", values: ColumnValues(cells: ["a", "b", "a", "b"])),
    ]
    let summary = ContributionSummary(contributions, columns: columns, weights: nil, classes: ["no", "yes"])
    return ExplanationTables(
      origin: TableOrigin(split: "test"), contributions: contributions, columns: columns, summary: summary,
      permutation: nil, classes: ["no", "yes"], unit: "log odds"
    ).tables
  }

  @Test func contributionsAreCountedWithTheRankOfTheirValues() throws {
    let found = tables
    #expect(found.count == 2)
    guard case .importance(let importance) = found[0], case .shap(let shap) = found[1] else {
      Issue.record("other tables")
      return
    }
    #expect(importance.measure == "shap" && importance.features == ["x", "c"] && importance.values == [1.5, 0])
    #expect(shap.rowCount == 4 && shap.edges.first == -2 && shap.edges.last == 2 && shap.className == nil)
    let feature = shap.features[0]
    #expect(feature.meanMagnitude == 1.5 && feature.counts.reduce(0, +) == 4)
    #expect(feature.counts.first == 1 && feature.counts.last == 1)
    #expect(feature.valueRanks.first == 0 && feature.valueRanks.last == 1)
    #expect(feature.valueRanks.filter { !$0.isNaN } == [0, 0.333, 0.667, 1])
    #expect(shap.features[1].valueRanks.isEmpty && shap.features[1].counts.max() == 4)
  }
}

@Suite struct StudyTablesTests {
  private func tables(_ lines: [JSONObject], _ table: String) -> [JSONObject] {
    lines.filter { $0["table"]?.stringValue == table }
  }

  @Test func aBinaryStudyRecordsWhatItsScreensShow() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 240, seed: 3))
    study.specification.data.idColumns = ["id"]
    study.specification.examination.topics = [.explanation]
    #expect(try study.run("run") == .finished)
    let lines = try study.lines("run")
    for table in ["confusion", "roc", "pr", "calibration", "scores", "operating_point"] {
      #expect(tables(lines, table).compactMap { $0["split"]?.stringValue } == ["out-of-fold", "test"], "\(table)")
    }
    let scores = try #require(tables(lines, "scores").last)
    let rows = scores["counts"]?.arrayValue?.flatMap { $0.arrayValue ?? [] }.compactMap(\.integerValue).reduce(0, +)
    let matrix = try #require(tables(lines, "confusion").last)
    let counted = matrix["counts"]?.arrayValue?.flatMap { $0.arrayValue ?? [] }.compactMap(\.integerValue).reduce(0, +)
    #expect(rows == counted && (rows ?? 0) > 0)
    let measures = tables(lines, "importance").compactMap { $0["measure"]?.stringValue }
    #expect(measures.suffix(2) == ["permutation", "shap"] && tables(lines, "shap").count == 1)
    #expect(lines.allSatisfy { JSONValue.object($0).serialized().utf8.count < 1 << 20 })
  }
}
