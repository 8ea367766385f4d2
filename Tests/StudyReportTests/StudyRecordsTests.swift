import StudyModel
import Testing

@testable import StudyReport

@Suite struct StudyRecordsTests {
  private func read(_ lines: [String], ending: String = "\n") -> StudyRecords {
    StudyRecords(lines: Array((lines.joined(separator: "\n") + ending).utf8))
  }

  @Test func linesInAnyOrderGiveTheStudyAndOtherKindsAreLeftOut() {
    let lines = ChurnStudy.records.map { $0.line(wallTime: 1) }
    let others = [
      #"{"step":1,"loss":0.3}"#, #"{"kind":"study/of-tomorrow","x":1}"#, #"{"kind":"note","text":"hi"}"#, "",
    ]
    let records = read(lines.reversed() + others)
    #expect(records.damage.isEmpty)
    #expect(records.header == ChurnStudy.header && records.trials == ChurnStudy.trials)
    #expect(records.candidates.count == 5 && records.comparisons.count == 10 && records.choice?.candidate == "linear")
  }

  @Test func aLaterRecordOfOneKeyReplacesTheEarlier() {
    var trial = ChurnStudy.trials[0]
    let first = StudyRecord.trial(trial)
    trial.value = 0.9
    let records = StudyRecords([first, .header(ChurnStudy.header), .trial(trial)])
    #expect(records.trials.count == 1 && records.trials[0].value == 0.9)
  }

  @Test func damageIsCountedWithItsLineAndTheRestIsRead() {
    let good = StudyRecord.trial(ChurnStudy.trials[0]).line(wallTime: 1)
    let records = read([#"{"kind":"study/trial","number":"one"}"#, "{torn", good, "[1]"])
    #expect(records.damage.map(\.line) == [1, 2, 4] && records.trials.count == 1)
    #expect(records.damage[0].reason.hasPrefix("study/trial: number: a whole number"))
  }

  @Test func aLineWithoutItsNewlineIsNotYetARecord() {
    let line = StudyRecord.trial(ChurnStudy.trials[0]).line(wallTime: 1)
    #expect(read([line], ending: "").isEmpty)
    #expect(read([String(line.dropLast(5))], ending: "").damage.isEmpty)
    #expect(StudyRecords(lines: []).isEmpty)
  }
}
