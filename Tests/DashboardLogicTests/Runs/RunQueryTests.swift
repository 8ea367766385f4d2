import RunModel
import Statistics
import Testing

@testable import DashboardLogic

/// How questions about runs are understood, said again, and answered.
@Suite struct RunQueryTests {
  private func query(_ text: String) throws -> [RunQuery.Term] { try RunQuery(parsing: text).terms }

  @Test func everyKindOfTermIsUnderstood() throws {
    #expect(
      try query(#"resnet state:running,paused lr<=1e-3 best:val/auc>0.85 -tag:baseline optimizer:"ada m""#) == [
        .init(.word("resnet")), .init(.field(.state, "running,paused")),
        .init(.comparison(.init("lr", .lessOrEqual, "1e-3"))),
        .init(.comparison(.init("val/auc", .greater, "0.85", aggregate: .best))),
        .init(.field(.tag, "baseline"), isNegated: true), .init(.setting(name: "optimizer", text: "ada m")),
      ])
  }

  @Test func theWordFlaggedIsAQuestionAndInQuotationMarksAName() throws {
    #expect(
      try query(#"flagged "flagged" health:warn"#) == [
        .init(.flagged), .init(.word("flagged")), .init(.field(.health, "warn")),
      ])
    #expect(RunQuery([.init(.flagged), .init(.word("flagged"))]).text == #"flagged "flagged""#)
  }

  @Test func everySignOfARelationIsUnderstood() throws {
    for (sign, relation) in [
      ("<", RunQuery.Relation.less), ("<=", .lessOrEqual), (">", .greater), (">=", .greaterOrEqual), ("=", .equal),
      ("==", .equal), ("!=", .notEqual),
    ] {
      #expect(try query("a\(sign)-2") == [.init(.comparison(.init("a", relation, "-2")))])
    }
  }

  @Test func quotationMarksHideWhatWouldMeanSomething() throws {
    #expect(
      try query(#""-a:b" "x=y"<3 "state":on "a \" \\ b" name:"two words""#) == [
        .init(.word("-a:b")), .init(.comparison(.init("x=y", .less, "3"))),
        .init(.setting(name: "state", text: "on")), .init(.word(#"a " \ b"#)), .init(.field(.name, "two words")),
      ])
  }

  @Test func blanksOfAnyKindSeparateAndNothingAsksNothing() throws {
    #expect(try query(" \t a \n b ").count == 2)
    #expect(try RunQuery(parsing: "  ").isEmpty)
  }

  @Test(arguments: [
    ("\"abc", RunQueryError.unclosedQuotation), ("\"a\"b", .joinedQuotation), ("a -", .loneMinus), ("- a", .loneMinus),
    ("<3", .missingName(before: "<")), (":x", .missingName(before: ":")), ("lr<", .missingValue(after: "lr<")),
    ("lr < 3", .missingName(before: "<")), ("state:", .missingValue(after: "state:")),
    ("state:runnin,fin,nothing", .unknownState("nothing")), ("state:b,", .unknownState("b")),
    ("lr<=fast", .notANumber("fast", after: "lr<=")), ("best:val/auc", .noComparison(after: "best")),
    ("last:x=abc", .notANumber("abc", after: "x=")), ("health:sick", .unknownVerdict("sick")),
  ]) func whatCannotBeUnderstoodIsSaidInOneSentence(_ text: String, _ expected: RunQueryError) {
    #expect(throws: expected) { try RunQuery(parsing: text) }
    #expect(!expected.sentence.isEmpty && !expected.sentence.hasSuffix(".") && !expected.sentence.contains("\n"))
  }

  // MARK: Properties

  /// Full of what means something, and of what joins its neighbours.
  private static let pieces = [
    "\"", "\\", "-", ":", "<", ">", "=", "!", "!=", " ", "\t", ",", "a", "state", "best", "last", "name", "val/auc",
    "0.85", "1e-3", "nan", "%", "\u{308}", "\u{338}", "é", "日本", "👩‍👩‍👧", "\u{202E}", "\u{0}", "running", "tag",
  ]

  @Test func randomTextNeverTrapsAndWhatIsUnderstoodReadsTheSameWhenPrinted() throws {
    var random = SeededGenerator(seed: 7)
    var understood = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? ""
      }
      .joined()
      guard let query = try? RunQuery(parsing: text) else { continue }
      understood += 1
      #expect(try RunQuery(parsing: query.text) == query, "\(text.debugDescription) became \(query.text)")
    }
    #expect(understood > 4_000)
  }

  @Test func everyQueryReadsTheSameWhenPrinted() throws {
    var random = SeededGenerator(seed: 11)
    func text() -> String {
      (0..<Int.random(in: 0...4, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    }
    for _ in 0..<10_000 {
      let relation = RunQuery.Relation.allCases.randomElement(using: &random) ?? .less
      let aggregate = RunQuery.Aggregate.allCases.randomElement(using: &random) ?? .any
      let condition: RunQuery.Condition =
        switch Int.random(in: 0...3, using: &random) {
        case 0: .word(text())
        case 1: .field([.name, .tag, .id, .format].randomElement(using: &random) ?? .name, text())
        case 2: .setting(name: text(), text: text())
        default: .comparison(.init(text(), relation, "\(Int.random(in: -9...9, using: &random))", aggregate: aggregate))
        }
      let query = RunQuery([.init(condition, isNegated: Bool.random(using: &random))])
      #expect(try RunQuery(parsing: query.text) == query, "\(query.text)")
    }
  }

  @Test func wordsAreFoundAsThePaletteFindsThem() {
    var random = SeededGenerator(seed: 3)
    let letters = Array("abAB -_é")
    func text(_ most: Int) -> String {
      String((0..<Int.random(in: 0...most, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
    }
    for _ in 0..<3_000 {
      let (word, name) = (text(4), text(9))
      #expect(RunQuery.isScattered(word, in: name) == (FuzzyMatch(word, in: name) != nil), "\(word) in \(name)")
    }
  }

  // MARK: Answers

  private func run() -> RunSnapshot {
    var run = RunSnapshot(id: "20261121-ab", name: "resnet large", path: "/r", formats: ["pitwall-run"])
    run.state = .running
    run.progress = Progress(step: 30, total: 40)
    run.hyperparameters = [
      .init(name: "lr", value: .number(0.001)), .init(name: "optimizer/name", value: .text("AdamW")),
      .init(name: "augment", value: .flag(true)), .init(name: "tags", value: .text("baseline, night")),
    ]
    for (name, values) in [
      ("val/auc", [0.7, 0.9, 0.8]), ("train/auc", [0.99]), ("lr", [0.5, 0.25]), ("val/loss", [.nan]),
    ] {
      var series = MetricSeries()
      for (step, value) in values.enumerated() {
        series.record(step: Step(Int64(step)), wallTime: .nan, value: value)
      }
      run.metrics.append(.init(name: MetricName(name), series: series))
    }
    return run
  }

  @Test func everyWordOfTheStateColumnIsAWordOfTheFilter() throws {
    var runs = RunState.allCases.map { SampleRun.launched($0.rawValue, $0) }
    runs += [SampleRun.recorded("r"), SampleRun.waiting("w"), SampleRun.escalated("e")]
    for verdict in Verdict.allCases {
      var decided = SampleRun.waiting(verdict.rawValue)
      decided.state = .finished
      decided.decisions = [
        Decision(
          id: "1", wallTime: try #require(WallTime(1)), verdict: verdict, runID: decided.id,
          checkpoint: "checkpoints/final.ubj", sha256: String(repeating: "a", count: 64), by: "ada", reason: "r",
          previous: "0")
      ]
      runs.append(decided)
    }
    var values = RunValues()
    for run in runs {
      let word = run.sign.word
      #expect(try RunQuery(parsing: "state:\"\(word)\"").matches(run, values: &values), "\(word)")
      let first = word.split { ": ".contains($0) }.first.map(String.init) ?? ""
      #expect(try RunQuery(parsing: "state:\(first)").matches(run, values: &values), "\(first)")
    }
  }

  @Test(arguments: [
    // Words match the letters of a name in pieces; `name:` wants them side by side.
    ("resla", true), ("rsnt", false), ("name:resla", false), ("name:NET", true), ("-resnet", false),
    // A state by its beginning, and several.
    ("state:run", true), ("state:paused,running", true), ("state:p", false), ("state:recorded", false),
    // The last value, or the best.
    ("best>0.85", true), ("last>0.85", false), ("last=0.8", true), ("best:best>0.85", false),
    ("val/auc>0.85", false), ("best:val/auc>0.85", true), ("val/auc=0.8", true), ("last:val/auc>=0.8", true),
    // A measure is that of the validation rows before that of the training rows.
    ("auc<0.9", true), ("train/auc<0.9", false),
    // A name that is both is the hyperparameter.
    ("lr<=1e-3", true), ("last:lr<=1e-3", false), ("last:lr=0.25", true),
    // Only the last part of a nested name.
    ("name=adamw", true), ("optimizer/name:ADAM", true), ("name!=sgd", true), ("optimizer/name!=adamw", false),
    ("augment=yes", true), ("augment=1", true), ("augment!=yes", false),
    ("tag:baseline", true), ("tag:night", true), ("tag:base", false),
    ("format:pitwall", true), ("id:1121", true), ("user:ada", false),
    // Comparisons with NaN fail, but it can be asked for.
    ("val/loss<9", false), ("val/loss>=0", false), ("val/loss=nan", true), ("val/loss!=nan", false),
    // What a run does not have fits no comparison, negated or not; a minus asks for those without.
    ("unheard>0", false), ("unheard!=0", false), ("-unheard>0", true), ("unheard:x", false),
    // How far it is.
    ("done>=75%", true), ("done>75", false), ("step>29", true),
    ("resnet state:running -tag:old lr<1", true), ("resnet state:failed", false), ("", true),
  ]) func aRunAnswersOrDoesNot(_ text: String, _ expected: Bool) throws {
    var values = RunValues()
    #expect(try RunQuery(parsing: text).matches(run(), values: &values) == expected)
  }
}
