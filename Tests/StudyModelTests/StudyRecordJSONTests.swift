import HyperparameterSearch
import JSONText
import StudyModel
import Testing

@Suite struct StudyRecordJSONTests {
  @Test func everyRandomRecordIsReadBackAsItWas() throws {
    var random = RandomRecords(seed: 11)
    var kinds: Set<String> = []
    for _ in 0..<400 {
      let record = random.record()
      let line = record.line(wallTime: 1.25)
      #expect(!line.contains("\n"))
      let object = try #require(try JSONValue(parsing: line).objectValue)
      #expect(object["t"]?.doubleValue == 1.25 && object["kind"]?.stringValue == record.kind)
      #expect(try StudyRecord(kind: record.kind, object: object) == record)
      kinds.insert(record.kind)
    }
    #expect(kinds.count == 13)
  }

  @Test func fieldsAreInSnakeCaseAndTheSplitsKindIsItsDivision() throws {
    let split = StudyRecord.split(
      SplitSummary(
        name: "evaluation", kind: "stratified", folds: 2, repeats: 1, seed: 7, trainingRows: [3, 3], testRows: [3, 3],
        digest: "d", path: "splits/evaluation.csv"))
    #expect(
      split.line(wallTime: 2) == #"{"t":2.0,"kind":"study/split","name":"evaluation","division":"stratified","#
        + #""folds":2,"repeats":1,"seed":7,"training_rows":[3,3],"test_rows":[3,3],"digest":"d","#
        + #""path":"splits/evaluation.csv"}"#)
  }

  @Test func unknownKindsAreNotOursAndDamagedFieldsAreNamed() throws {
    #expect(try StudyRecord(kind: "metric", object: ["step": 1]) == nil)
    #expect(try StudyRecord(kind: "study/unheard-of", object: [:]) == nil)
    #expect(throws: JSONFieldError(path: "reason", reason: "is missing")) {
      try StudyRecord(kind: "study/not_tried", object: ["what": "forest"])
    }
    let verdict: JSONObject = ["criterion": "auc at least 0.8", "outcome": "won", "evidence": ""]
    let error = #expect(throws: JSONFieldError.self) { try StudyRecord(kind: "study/criterion", object: verdict) }
    #expect(error?.path == "outcome")
  }

  @Test func unknownKeysAreIgnored() throws {
    let object: JSONObject = ["what": "forest", "reason": "too slow", "new": [1, 2]]
    #expect(
      try StudyRecord(kind: "study/not_tried", object: object)
        == .notTried(NotTried(what: "forest", reason: "too slow")))
  }

  @Test func aKeySaysWhatARecordIsAboutAndNoNameRunsIntoItsNeighbour() {
    func comparison(_ first: String, _ second: String, difference: Double) -> StudyRecord {
      .comparison(
        ModelComparison(
          first: first, second: second, metric: "auc", difference: difference, interval: nil, pValue: nil,
          adjustedPValue: nil, equivalenceProbability: nil, rope: 0.01, verdict: .undecided, method: ""))
    }
    #expect(comparison("a", "b", difference: 1).key == comparison("a", "b", difference: 2).key)
    #expect(comparison("a", "b", difference: 1).key != comparison("b", "a", difference: 1).key)
    #expect(comparison("a b", "c", difference: 1).key != comparison("a", "b c", difference: 1).key)
    #expect(comparison(#"a" "b"#, "c", difference: 1).key != comparison("a", #"b" "c"#, difference: 1).key)
  }
}
