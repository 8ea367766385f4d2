import Specification
import StudyModel
import Testing

@testable import SpecifiedData

/// What data say to a study's specification.
@Suite struct StudyInputTests {
  private static let header = "who,day,size,kind,weight,y\n"

  /// Six rows, a header in line 1.
  private static let rows = [
    "a,2026-01-01,4,red,1,yes", "b,2026-01-02,5,blue,1,no", "c,2026-01-03,-6,red,1,yes", "d,2026-01-04,7,blue,1,no",
    "e,2026-01-05,8,red,1,", "f,2026-01-06,9,blue,1,no",
  ]

  private static func table(_ rows: [String] = rows) -> String { header + rows.joined(separator: "\n") + "\n" }

  /// A study of these data, whose rows may be divided by chance; `more` begins in line 4.
  private static func study(data: String = "", _ more: String = "") -> String {
    "name: s\ndata: {path: a.csv, target: y\(data)}\nsplit: {kind: stratified, folds: 2, test: 0}\n\(more)\n"
  }

  private func mistakes(_ yaml: String, rows: [String] = rows) throws -> [String] {
    try DataFolder(["a.csv": Self.table(rows), "b.csv": Self.table()]).mistakes(yaml)
  }

  @Test func namesThatAreNoColumnsAreAllNamedWithTheNearest() throws {
    let found = try mistakes(
      """
      name: s
      data:
        path: a.csv
        target: yy
        roles:
          id: whom
          time: [dya]
          group: king
          weight: weigh
          sensitive: [size, sice]
        ignore: [size2, entirely different]
      """)
    #expect(
      found == [
        "s.yaml:4:11: data.target: no column yy in a.csv; there are who, day, size, kind, weight, y",
        "s.yaml:6:9: data.roles.id: no column whom in a.csv; did you mean who?",
        "s.yaml:7:12: data.roles.time: no column dya in a.csv; did you mean day?",
        "s.yaml:8:12: data.roles.group: no column king in a.csv; did you mean kind?",
        "s.yaml:9:13: data.roles.weight: no column weigh in a.csv; did you mean weight?",
        "s.yaml:10:23: data.roles.sensitive: no column sice in a.csv; did you mean size?",
        "s.yaml:11:12: data.ignore: no column size2 in a.csv; did you mean size?",
        "s.yaml:11:19: data.ignore: no column entirely different in a.csv; there are who, day, size, kind, weight, y",
      ])
  }

  @Test func whatTheExaminationNamesAreFeatures() throws {
    let found = try mistakes(
      """
      name: s
      data: {path: a.csv, target: y, roles: {id: who, sensitive: size}}
      split: {kind: stratified, folds: 2, test: 0}
      examination:
        importance: [kind, sise]
        mutable: [{column: size, by: 1}]
        groups: [{name: g, columns: [weight_per_kind, who]}]
      segments: {by: [size, kin], min: {auc: 0.5}}
      """)
    #expect(
      found == [
        "s.yaml:5:22: examination.importance: no column sise in a.csv; did you mean size?",
        "s.yaml:6:22: examination.mutable[0].column: size is no feature of this study",
        "s.yaml:7:32: examination.groups[0].columns: no column weight_per_kind in a.csv; there are who, day, size, kind, weight, y",
        "s.yaml:7:49: examination.groups[0].columns: who is no feature of this study",
        "s.yaml:8:23: segments[0].by: no column kin in a.csv; did you mean kind?",
      ])
  }

  /// Each alone in a study that is right otherwise, with the place that is named.
  @Test(arguments: [
    (study(data: ", positive: Yes"), "2:42: data.positive: Yes is no value of y; did you mean yes?"),
    (
      study(data: ", roles: {weight: kind}"),
      "weight: kind must be a number from 0 in every row; line 2 of a.csv has red"
    ),
    (study("task: regression").replacing("kind: stratified", with: "kind: random"), "y is yes on line 2 of a.csv"),
    (
      study("task: binary").replacing("y}", with: "size}"),
      "a binary task needs two values; size has 6: -6, 4, 5, 7, 8, 9"
    ),
    (study().replacing("y}", with: "weight}"), "data.target: weight has one value only, 1; there is nothing to learn"),
    (
      study().replacing("y}", with: "size, positive: 4}").replacing("kind: stratified", with: "kind: random"),
      "data.positive: belongs to a binary task, and task is multiclass"
    ),
    (study("metrics: {others: [mae]}"), "4:19: metrics.others: mae is no metric of a binary task; those are auc, "),
    (study("success: [{metric: r2, at_least: 0}]"), "4:20: success[0].metric: r2 is no metric of a binary task"),
    (
      study("improvements: [{over: seasonal-naive, by: 1}]").replacing("y}", with: "y, roles: {time: day}}"),
      "seasonal-naive belongs to a regression task, and task is binary"
    ),
    (
      study("features: {transforms: [{log: size}]}"),
      "4:25: features.transforms[0]: the log of size needs values from 0; line 4 of a.csv has -6"
    ),
    (study("features: {transforms: [{ratio: [size, kind]}]}"), "needs numbers in kind, which holds texts"),
    (study("features: {transforms: [{difference: [size, day]}]}"), "two of dates; size holds numbers, day holds dates"),
    (study("features: {transforms: [{calendar: dai}]}"), "uses dai, which is no feature; did you mean day?"),
    (
      study(data: ", ignore: day", "features: {transforms: [{calendar: day}]}"),
      "uses day, which is no feature (left out by the specification)"
    ),
    (
      study(data: ", features: [kind], ignore: [kind2]").replacing(", ignore: [kind2]", with: ", later: c.csv"),
      "data.later: there is no file c.csv"
    ),
    (study().replacing("kind: stratified, ", with: ""), "3:8: split.kind: day says when a row was"),
    (
      study(data: ", roles: {id: kind}, ignore: day").replacing("kind: stratified, ", with: ""),
      "split.kind: the id kind occurs in several rows"
    ),
  ])
  func whatDoesNotFitTheDataIsRefused(yaml: String, expected: String) throws {
    let found = try mistakes(yaml)
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  /// `size` as the target: six whole numbers, so that the task is detected to be multiclass; with a fraction a regression.
  @Test(arguments: [
    (
      "payoff: {true_positive: 1, false_positive: -1}",
      "4:9: payoff: belongs to a binary task, and task is multiclass; leave payoff out"
    ),
    (
      "segments: {by: kind, min: {auc: 0.7}}",
      "4:33: segments[0].min.auc: auc is no metric of a multiclass task; those are log_loss, "
    ),
    (
      "examination: {topics: [labels, threshold]}",
      "4:32: examination.topics: threshold needs two classes, and task is multiclass; leave threshold out"
    ),
  ])
  func whatCannotBeAnsweredForTheDetectedTaskIsRefused(more: String, expected: String) throws {
    let yaml = Self.study(more).replacing("y}", with: "size}").replacing("kind: stratified", with: "kind: random")
    let found = try mistakes(yaml)
    #expect(found.count == 1 && found[0].hasPrefix("s.yaml:\(expected)"), "\(found)")
  }

  @Test(arguments: [
    ("payoff: {true_positive: 1, false_positive: -1}", "payoff: belongs to a binary task, and task is regression"),
    ("segments: {by: kind, max: {log_loss: 0.7}}", "log_loss is no metric of a regression task"),
    ("examination: {topics: [calibration]}", "calibration needs classes, and task is regression"),
    ("augmentation: oversample", "oversample and undersample need classes, and task is regression"),
  ])
  func whatCannotBeAnsweredForDetectedNumbersIsRefused(more: String, expected: String) throws {
    let yaml = Self.study(more).replacing("y}", with: "size}").replacing("kind: stratified", with: "kind: random")
    let found = try mistakes(yaml, rows: Self.rows + ["g,2026-01-07,4.5,red,1,yes"])
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test func onlyNumbersAndDatesChangeBySoMuch() throws {
    let found = try mistakes(
      Self.study("examination: {mutable: [{column: size, by: 1}, {column: day, by: 3}, {column: kind, by: 2}]}"))
    #expect(
      found == [
        "s.yaml:4:89: examination.mutable[2].by: kind holds texts, which have no distance; leave by out, then any level "
          + "that occurs is tried"
      ])
  }

  /// The defaults of what does not apply are no mistake.
  @Test func aResolvedStudyIsAccepted() throws {
    let folder = try DataFolder(["a.csv": Self.table()])
    let yaml = Self.study().replacing("y}", with: "size}").replacing("kind: stratified", with: "kind: random")
    #expect(try folder.mistakes(folder.study(yaml).resolvedYAML()) == [])
  }

  @Test func aWrongPositiveValueHidesNoOtherMistake() throws {
    let found = try mistakes(Self.study(data: ", positive: Yes", "metrics: {primary: rmse}"))
    #expect(found.count == 2 && found[1].contains("metrics.primary: rmse is no metric"), "\(found)")
  }

  @Test func aMadeColumnMayNotTakeTheNameOfAnother() throws {
    let folder = try DataFolder(["a.csv": "a,b,a_per_b,y\n" + String(repeating: "1,2,3,no\n3,4,5,yes\n", count: 2)])
    let found = try folder.mistakes(Self.study("features: {transforms: [{ratio: [b, a]}, {ratio: [a, b]}]}"))
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix("s.yaml:4:42: features.transforms[1]: makes a column a_per_b, and there is one") == true)
  }

  @Test func aTemporalSplitNeedsATimeInEveryRow() throws {
    let temporal = Self.study(data: ", roles: {time: day}").replacing("stratified", with: "temporal")
    var gap = Self.rows
    gap[3] = "d,,7,blue,1,no"
    #expect(try mistakes(temporal, rows: gap).first?.hasSuffix("in every row; line 5 of a.csv has none") == true)
    let texts = temporal.replacing("time: day", with: "time: kind")
    #expect(try mistakes(texts).first?.contains("kind holds texts, such as red") == true)
  }

  @Test func theLineIsThatOfTheFileItIsIn() throws {
    var rows = Self.rows
    rows[1] = "b,2026-01-02,5,blue,-1,no"
    let folder = try DataFolder(["a.csv": Self.table(), "b.csv": Self.table(rows)])
    let yaml = Self.study(data: ", roles: {weight: weight}").replacing("a.csv", with: "[a.csv, b.csv]")
    #expect(try folder.mistakes(yaml).first?.hasSuffix("line 3 of b.csv has -1") == true)
  }

  @Test func filesOfOneStudyHaveOneHeader() throws {
    let folder = try DataFolder(["a.csv": "a,b,y\n1,2,3\n", "b.csv": "b,c,y\n1,2,3\n"])
    #expect(
      try folder.mistakes("name: s\ndata: {path: [a.csv, b.csv], target: y}\n") == [
        "s.yaml:2:22: data.path: the header of b.csv differs from that of a.csv: it lacks a, it has besides c"
      ])
  }

  @Test func aLaterSampleHasTheWatchedColumns() throws {
    let folder = try DataFolder(["a.csv": "a,b,c,y\n1,2,3,1\n3,4,5,0.5\n2,2,2,3\n", "b.csv": "b,y\n1,2\n"])
    let yaml = "name: s\ndata: {path: a.csv, later: b.csv, target: y, roles: {sensitive: [c]}}\n"
    #expect(try folder.mistakes(yaml) == ["s.yaml:2:28: data.later: b.csv lacks a, c, which a.csv has"])
  }

  @Test func aTrainingIsComparedWithItsDataToo() throws {
    let found = try mistakes(
      """
      name: t
      data: {path: a.csv, target: kind, positive: rot, roles: {id: woh}}
      model: {}
      """)
    #expect(
      found == [
        "s.yaml:2:45: data.positive: rot is no value of kind; did you mean red?",
        "s.yaml:2:62: data.roles.id: no column woh in a.csv; did you mean who?",
      ])
    #expect(
      try mistakes("name: t\ndata: {path: a.csv, target: size}\nmodel: {}\n").first?.contains(
        "data.target: a binary task needs two values; size has 6") == true)
  }

  /// Of 6 rows of `b` one is kept for the end: round(6 × 0.2) = 1.
  @Test func aClassMayBeTooRareForTheFolds() throws {
    func mistakes(rare: Int) throws -> [String] {
      let rows = (0..<40).map { "\($0),\($0 < rare ? "b" : "a")\n" }.joined()
      return try DataFolder(["a.csv": "x,y\n" + rows]).mistakes("name: s\ndata: {path: a.csv, target: y}\n")
    }
    #expect(try mistakes(rare: 6) == [])
    #expect(
      try mistakes(rare: 5).first?.hasPrefix(
        "s.yaml:1:1: split.folds: the rarest value of y, b, has 4 rows to learn from, too few for 5 folds") == true)
  }

  @Test func aGivenSplitNamesItsFolds() throws {
    func mistakes(_ folds: [String]) throws -> [String] {
      let rows = folds.enumerated().map { "\($0.offset),\($0.element),\($0.offset % 2)\n" }.joined()
      let folder = try DataFolder(["a.csv": "x,fold,y\n" + rows])
      return try folder.mistakes("name: s\ndata: {path: a.csv, target: y}\nsplit: {kind: given, column: fold}\n")
    }
    #expect(try mistakes(["1", "1", "2", "2", "test", "test"]) == [])
    #expect(
      try mistakes(["1", "1", "train", "train", "test", "test"]) == [
        "s.yaml:3:30: split.column: fold must hold train in all rows to learn from, or name at least two folds; besides "
          + "test it holds 1 alone"
      ])
    #expect(try mistakes(["train", "train", "train", "train", "test", "test"]) == [])
  }

  @Test func numbersWithFewTextsAmongThemAreNoClasses() throws {
    let csv = "x,y\n" + (0..<150).map { "\($0 % 7),\($0 == 140 ? "unknown" : "\($0)")\n" }.joined()
    let folder = try DataFolder(["a.csv": csv])
    #expect(
      try folder.mistakes("name: s\ndata: {path: a.csv, target: y}\n") == [
        "s.yaml:2:29: data.target: y has 150 values; a classification takes at most 100. All but 1 row are numbers: mend "
          + "or empty those cells for a regression; line 142 of a.csv has unknown"
      ])
  }

  /// (values, task asked for, task, positive class)
  @Test(
    arguments: [
      (["no", "yes"], nil, StudyTask.binary, "yes"), (["0", "1"], nil, .binary, "1"),
      (["9", "10"], nil, .binary, "10"),
      (["T", "F"], nil, .binary, "T"), (["left", "right"], nil, .binary, "right"),
      (["1", "2", "3"], nil, .multiclass, "3"),
      (["a", "b", "c"], nil, .multiclass, "c"), (["1.5", "2", "3"], nil, .regression, nil),
      (["1", "2", "3"], .regression, .regression, nil),
      ((0...10).map(String.init), nil, .regression, nil),
    ] as [([String], StudyTask?, StudyTask, String?)])
  func theTaskFollowsFromTheTarget(values: [String], asked: StudyTask?, task: StudyTask, last: String?) throws {
    let target = try TargetColumn(cells: values + values, name: "y", asked: asked, positive: nil, place: { "\($0)" })
    #expect(target.task == task && target.classes.last == last)
    #expect(target.numbers.count == (task == .regression ? 2 * values.count : 0))
  }
}
