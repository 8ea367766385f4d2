import Statistics
import StudyModel
import Testing

@testable import Learning

@Suite struct LabelReviewTests {
  @Test func aRowIsSuspectWhereAnotherClassIsLikelierThanItUsuallyIs() {
    // Mean probability of `no` among rows labelled so: (0.9 + 0.8 + 0.2) / 3; of `yes`: (0.7 + 0.9) / 2 = 0.8.
    let yes = [0.1, 0.2, 0.8, 0.7, 0.9]
    let rows = LabelNoise.judged(Predictions(outputCount: 1, values: yes), rows: [10, 11, 12, 13, 14])
    let codes = [Int](repeating: 0, count: 13) + [1, 1]
    #expect(LabelNoise.suspects(rows, codes: codes, classCount: 2).map(\.row) == [12])
  }

  @Test func flippedLabelsAreTheMostSuspect() throws {
    var lines = StudyDirectory.binary(rows: 600, seed: 8, signal: 6).split(separator: "\n").map(String.init)
    var generator = SeededGenerator(seed: 1)
    var flipped: Set<Int> = []
    while flipped.count < 30 { flipped.insert(generator.index(below: 600)) }
    for row in flipped {
      let line = lines[row + 1]
      lines[row + 1] = line.hasSuffix("yes") ? line.dropLast(3) + "no" : line.dropLast(2) + "yes"
    }
    let report = try #require(
      try LabelReview.examine(StudyDirectory(lines.joined(separator: "\n") + "\n").examination()))
    let shown = report.tables[1].rows.compactMap { if case .number(let row) = $0[0] { Int(row) - 1 } else { nil } }
    // All 20 of 30: by chance it would be one.
    #expect(shown.count == 20 && shown.allSatisfy(flipped.contains))
    #expect(report.tables[1].rows[0][1] == .number(Double(shown[0] + 2)))
  }

  @Test func aModelThatKnowsNothingDoubtsNoLabel() throws {
    let report = try #require(
      try LabelReview.examine(StudyDirectory(StudyDirectory.binary(rows: 300, seed: 6, signal: 0)).examination()))
    #expect(
      report.finding.hasPrefix("The model cannot say which labels are wrong: its AUC on rows it has not learned "))
    #expect(report.severity == .info && report.sentences[0].contains("not shown to know anything"))
  }

  /// Rows of the class the likelier the higher their score is, and the unit of each: copies are of one.
  private func judged(_ count: Int, copies: Int = 1) -> (rows: [LabelNoise.JudgedRow], codes: [Int], units: [Int]) {
    var generator = SeededGenerator(seed: 12)
    var (values, codes, units) = ([Double](), [Int](), [Int]())
    for unit in 0..<count {
      let value = generator.unit()
      let code = generator.unit() < 0.1 + 0.8 * value ? 1 : 0
      for _ in 0..<copies {
        values.append(value)
        codes.append(code)
        units.append(unit)
      }
    }
    let predictions = Predictions(outputCount: 1, values: values)
    return (LabelNoise.judged(predictions, rows: Array(values.indices)), codes, units)
  }

  @Test func copiesOfRowsMakeNoModelSurer() throws {
    let (once, all) = (judged(100), judged(100, copies: 10))
    let alone = try #require(
      LabelNoise.area(
        once.rows, codes: once.codes, classCount: 2, weights: nil, draws: RowDraws(rowCount: 100, seed: 1)))
    let copied = try #require(
      LabelNoise.area(
        all.rows, codes: all.codes, classCount: 2, weights: nil,
        draws: RowDraws(rowCount: 1000, units: (all.units, "groups"), seed: 1)))
    #expect(alone.interval?.method == "DeLong, logit" && abs(alone.value! - copied.value!) < 1e-12)
    let (narrow, wide) = (try #require(alone.interval), try #require(copied.interval))
    #expect(abs((wide.high - wide.low) / (narrow.high - narrow.low) - 1) < 0.2, "\(narrow), \(wide)")
    // Too few groups leave no interval, and then the value decides.
    let few = try #require(
      LabelNoise.area(
        all.rows, codes: all.codes, classCount: 2, weights: nil,
        draws: RowDraws(rowCount: 1000, units: (all.units.map { $0 % 5 }, "groups"), seed: 1)))
    #expect(few.interval == nil && LabelNoise.uselessness(few, classCount: 2) == nil)
    #expect(LabelNoise.uselessness(Estimate(metric: "auc", value: 0.54), classCount: 2) != nil)
  }

  @Test func weightsCountInTheArea() throws {
    let found = judged(100)
    let weights = found.codes.indices.map { Double($0 % 3) }
    let area = try #require(
      LabelNoise.area(
        found.rows, codes: found.codes, classCount: 2, weights: weights, draws: RowDraws(rowCount: 100, seed: 1)))
    let value = BinaryScores.rocAUC(
      labels: found.codes.map { $0 == 1 }, scores: found.rows.map { $0.probabilities[1] }, weights: weights)
    #expect(area.value == value && area.interval?.method.hasPrefix("bootstrap") == true)
  }

  @Test func theClassToldBestIsOneOfSeveral() throws {
    let found = judged(100)
    let rows = found.rows.map { row in
      (row: row.row, probabilities: [row.probabilities[0] / 2, row.probabilities[1], row.probabilities[0] / 2])
    }
    let codes = found.codes.enumerated().map { $1 == 1 ? 1 : $0 % 4 == 0 ? 2 : 0 }
    let area = try #require(
      LabelNoise.area(rows, codes: codes, classCount: 3, weights: nil, draws: RowDraws(rowCount: 100, seed: 1)))
    let level = 1 - 0.05 / 3
    let each = (0..<3).compactMap { code in
      DeLong.interval(
        labels: codes.map { $0 == code }, scores: rows.map { $0.probabilities[code] }, level: level)
    }
    #expect(area.interval?.level == level && area.interval?.low == each.map(\.bounds.low).max())
  }

  @Test func aRegressionHasNoLabels() throws {
    var text = "id,a,y\n"
    for row in 0..<60 { text += "r\(row),\(row % 7),\(Double(row % 7) + 0.25 * Double(row % 3))\n" }
    #expect(try LabelReview.examine(StudyDirectory(text).examination()) == nil)
  }
}
