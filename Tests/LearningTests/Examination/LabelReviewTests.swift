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

  @Test func aRegressionHasNoLabels() throws {
    var text = "id,a,y\n"
    for row in 0..<60 { text += "r\(row),\(row % 7),\(Double(row % 7) + 0.25 * Double(row % 3))\n" }
    #expect(try LabelReview.examine(StudyDirectory(text).examination()) == nil)
  }
}
