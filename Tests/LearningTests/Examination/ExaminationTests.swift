import Specification
import StudyModel
import Testing

@testable import Learning

/// What every topic works with.
@Suite struct ExaminationTests {
  @Test func testRowsAreHeldAndDevelopmentRowsAreJudgedOutOfFold() throws {
    let examination = try StudyDirectory(StudyDirectory.binary(rows: 300, seed: 3)).examination()
    let splits = examination.context.splits
    #expect(examination.isTest && examination.held.rows == splits.test)
    #expect(examination.outOfFold.rows.sorted() == splits.development)
    let folds = try #require(examination.outOfFold.folds)
    for (row, fold) in zip(examination.outOfFold.rows, folds) { #expect(splits.evaluation[fold].test.contains(row)) }
    #expect(examination.thresholds.decision != nil)
  }

  @Test(arguments: [0, 0.25])
  func theModelSaysOfHeldRowsWhatWasRecorded(test: Double) throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 300, seed: 4))
    study.specification.split.test = test
    let examination = try study.examination(of: .boosting)
    #expect(examination.isTest == (test > 0))
    let again = try examination.predict(examination.columns, rows: examination.held.rows)
    #expect(again == examination.held.predictions)
    let learned = Set(
      test > 0 ? examination.context.splits.development : examination.context.splits.evaluation[2].training)
    #expect(learned.isDisjoint(with: examination.held.rows))
  }

  /// Nothing that is told of held rows was chosen on them.
  @Test func withoutTestRowsTheThresholdComesOfTheOtherFolds() throws {
    var differ = 0
    for seed in UInt64(10)...14 {
      var study = try StudyDirectory(StudyDirectory.binary(rows: 90, seed: seed))
      study.specification.split.test = 0
      let examination = try study.examination()
      let others = examination.choosing
      #expect(!others.rows.isEmpty && Set(others.rows).isDisjoint(with: examination.held.rows))
      #expect(
        examination.thresholds
          == examination.context.chosenThresholds(rows: others.rows, probabilities: others.predictions.values))
      if examination.finalThresholds != examination.thresholds { differ += 1 }
    }
    #expect(differ > 0)
  }

  @Test func ofRepeatedFoldsTheFirstRepeatCounts() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 200, seed: 5))
    study.specification.split.repeats = 2
    let examination = try study.examination()
    #expect(examination.outOfFold.rows.sorted() == examination.context.splits.development)
    #expect(examination.outOfFold.predictions.rowCount == examination.outOfFold.rows.count)
  }
}
