import HyperparameterSearch
import Specification
import Statistics
import StudyModel
import TestSupport
import Testing

@testable import Learning

/// Every topic over studies that are small, lopsided or hostile. A trap in a topic would end a study that took hours, so
/// that each of them must answer, leave itself out, or say what it cannot do.
@Suite struct AwkwardStudiesTests {
  @Test(arguments: AwkwardStudy.all)
  func everyTopicAnswersOrLeavesItselfOut(awkward: AwkwardStudy) throws {
    let study = try awkward.make()
    let runner = ExaminationRunner(try study.examination(of: awkward.choice))
    for topic in ExaminationRunner.topics {
      guard let report = try runner.answer(topic).report else { continue }
      #expect(report.topic == topic.topic)
      #expect(!report.finding.isEmpty && report.finding.hasSuffix("."), "\(report.finding)")
      let texts = [report.finding] + report.sentences + report.tables.flatMap(\.notes)
      for text in texts { #expect(!Self.saysNonsense(text), "\(report.topic): \(text)") }
      for table in report.tables {
        #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(table.name)")
        #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
        for title in table.columns.map(\.title) { #expect(Self.beginsLower(title), "\(table.name): \(title)") }
      }
    }
  }

  /// Same study, same words and numbers, however many threads work on it.
  @Test func workersChangeNothing() throws {
    let awkward = AwkwardStudy("workers", .everything(rows: 120))
    let reports = try [1, 2].map { workers in
      let study = try awkward.make()
      let runner = ExaminationRunner(try study.examination(of: .kind(.boosting), workers: workers))
      return try ExaminationRunner.topics.map { try runner.answer($0).report }
    }
    #expect(reports[0] == reports[1])
    #expect(reports[0].compactMap(\.self).map(\.topic) == TopicReport.Topic.allCases)
  }

  /// Names and abbreviations keep their capitals.
  private static func beginsLower(_ title: String) -> Bool {
    let first = title.split(separator: " ").first ?? ""
    return first.first?.isUppercase != true || first.dropFirst().contains { !$0.isLowercase }
      || ["Brier", "Spearman", "No."].contains(first)
  }

  /// What a number that is none looks like in a sentence.
  private static func saysNonsense(_ text: String) -> Bool {
    let words = text.split { " ,;:()%".contains($0) }.map { $0.lowercased() }
    return words.contains { ["nan", "-nan", "inf", "-inf", "infinity", "-0"].contains($0) }
  }
}

/// A study that is hard to say anything about.
struct AwkwardStudy: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var content: Content
  var choice: StudyDirectory.Choice
  var change: @Sendable (inout StudySpecification) -> Void

  init(
    _ name: String, _ content: Content, _ choice: StudyDirectory.Choice = .kind(.boosting),
    change: @escaping @Sendable (inout StudySpecification) -> Void = { _ in }
  ) {
    (testDescription, self.content, self.choice, self.change) = (name, content, choice, change)
  }

  func make() throws -> StudyDirectory {
    var study = try content.isExternal ? ExternalStudy.make(content.csv) : StudyDirectory(content.csv)
    study.specification.data.idColumns = ["id"]
    study.specification.split.folds = 2
    content.ask(&study.specification)
    change(&study.specification)
    if study.specification.features.command == ["sh", "features.sh"] { try study.write(Self.command, "features.sh") }
    return study
  }

  private static let command = """
    set -eu
    if [ "$1" = apply ]; then cp "$2" "$4"; fi
    """

  static let all: [AwkwardStudy] =
    [
      AwkwardStudy("20 rows, boosting", .everything(rows: 20)),
      AwkwardStudy("20 rows, linear", .everything(rows: 20), .kind(.linear)),
      AwkwardStudy("20 rows, forest", .everything(rows: 20), .kind(.forest)),
      AwkwardStudy("20 rows, regression", .numbers(rows: 20)),
      AwkwardStudy("20 rows without a test", .everything(rows: 20)) { $0.split.test = 0 },
      AwkwardStudy("one feature", .everything(rows: 60)) { only("a", &$0) },
      AwkwardStudy("one category, linear", .everything(rows: 60), .kind(.linear)) { only("c", &$0) },
      AwkwardStudy("prior", .everything(rows: 60), .baseline(.prior)),
      AwkwardStudy("prior of numbers", .numbers(rows: 60), .baseline(.prior)),
      AwkwardStudy("prior without a test", .numbers(rows: 60), .baseline(.prior)) { $0.split.test = 0 },
      AwkwardStudy("one-feature", .everything(rows: 60), .baseline(.oneFeature)),
      AwkwardStudy("one-feature of numbers", .numbers(rows: 60), .baseline(.oneFeature)),
      AwkwardStudy("ensemble of numbers", .numbers(rows: 80), .ensemble),
      AwkwardStudy("repeated folds", .everything(rows: 60)) { $0.split.repeats = 2 },
      AwkwardStudy("repeated folds without a test", .numbers(rows: 60)) { ($0.split.repeats, $0.split.test) = (2, 0) },
      AwkwardStudy("acting hardly ever pays", .everything(rows: 60)) { $0.payoff?.falsePositive = -1e6 },
      AwkwardStudy("command chosen", .crossed, .kind(.external)),
      AwkwardStudy("command chosen without a test", .crossed, .kind(.external)) { $0.split.test = 0 },
      AwkwardStudy("features of a command", .everything(rows: 60)) { $0.features.command = ["sh", "features.sh"] },
    ] + rows + targets + times

  private static func weigh(_ specification: inout StudySpecification) {
    specification.data.weightColumn = "w"
    specification.data.ignore.removeAll { $0 == "w" }
  }

  private static func only(_ feature: String, _ specification: inout StudySpecification) {
    specification.data.features = [feature]
    specification.examination.groups = []
    specification.examination.importance = [feature]
    specification.examination.mutable = [.init(column: feature)]
  }

  /// What is awkward about rows and columns.
  private static let rows = [
    AwkwardStudy("no weight but of a few", .everything(rows: 60)) { weigh(&$0) },
    AwkwardStudy("no weight but of a few numbers", .numbers(rows: 60)) { weigh(&$0) },
    AwkwardStudy("held rows weigh nothing", .given(test: "yes", weight: "0")) { weigh(&$0) },
    AwkwardStudy("few groups", .everything(rows: 60)) {
      ($0.data.groupColumn, $0.split.kind, $0.data.ignore) = ("g", .grouped, ["w", "t"])
    },
    AwkwardStudy("few groups without a test", .numbers(rows: 60), .kind(.linear)) {
      ($0.data.groupColumn, $0.split.kind, $0.data.ignore, $0.split.test) = ("g", .grouped, ["w", "t"], 0)
    },
    AwkwardStudy("columns constant or missing where it is learned", .given(test: "yes", weight: "1")),
    AwkwardStudy("huge numbers", .numbers(rows: 60, factor: 1e150)),
    AwkwardStudy("huge numbers, linear", .numbers(rows: 60, factor: 1e300), .kind(.linear)),
    AwkwardStudy("huge numbers in segments", .numbers(rows: 280, factor: 1e160), .baseline(.oneFeature)),
  ]

  /// What is awkward about the target.
  private static let targets = [
    AwkwardStudy("a class of few rows", .classes(rows: 60)) { $0.split.test = 0 },
    AwkwardStudy("a class of few rows, linear", .classes(rows: 60), .kind(.linear)),
    AwkwardStudy("test rows of one class", .given(test: "no", weight: "1")),
    AwkwardStudy("threshold metric", .everything(rows: 60)) { $0.metrics.primary = "f1" },
    AwkwardStudy("one number", .constant(rows: 40)),
    AwkwardStudy("one number, linear", .constant(rows: 40), .kind(.linear)),
  ]

  private static let times =
    [StudyDirectory.Choice.kind(.boosting), .baseline(.seasonalNaive), .baseline(.prior)].flatMap { choice in
      [0, 0.2].map { test in
        AwkwardStudy("over time, \(choice), \(test)", .numbers(rows: 100), choice) {
          ($0.data.timeColumns, $0.split.kind, $0.data.ignore, $0.split.test) = (["t"], .temporal, ["w", "g"], test)
        }
      }
    } + [
      AwkwardStudy("ensemble over time", .numbers(rows: 120), .ensemble) {
        ($0.data.timeColumns, $0.split.kind, $0.data.ignore) = (["t"], .temporal, ["w", "g"])
      },
      AwkwardStudy("classes over time", .everything(rows: 60)) {
        ($0.data.timeColumns, $0.split.kind, $0.data.ignore) = (["t"], .temporal, ["w", "g"])
      },
    ]
}

extension AwkwardStudy {
  /// What the file holds, and what can be asked of it.
  enum Content: Sendable {
    /// Two classes; every question is asked.
    case everything(rows: Int)
    case numbers(rows: Int, factor: Double = 1)
    /// Three classes, one of few rows.
    case classes(rows: Int)
    /// A target of one number.
    case constant(rows: Int)
    /// A given split: in training rows `flat` is constant and `gap` is missing, and levels of `c` are unknown; all test
    /// rows weigh the same, and with `no` are of one class.
    case given(test: String, weight: String)
    /// Of a command.
    case crossed

    var isExternal: Bool { if case .crossed = self { true } else { false } }

    var csv: String {
      switch self {
      case .everything(let rows): table(rows) { score, _ in score > 0 ? "yes" : "no" }
      // The day of the week tells something, for a forecast by season.
      case .numbers(let rows, let factor):
        table(rows, factor: factor) { score, row in "\((score + Double(row % 7)) * factor)" }
      case .classes(let rows): table(rows) { score, row in row % 15 == 7 ? "rare" : score > 0 ? "yes" : "no" }
      case .constant(let rows): table(rows) { _, row in row == 0 ? "1" : "0.5" }
      case .given(let test, let weight): given(test: test, weight: weight)
      case .crossed: ExternalStudy.crossed(rows: 60, seed: 5)
      }
    }

    /// - Parameter target: of the score and the row's number.
    private func table(_ rows: Int, factor: Double = 1, target: (Double, Int) -> String) -> String {
      var generator = SeededGenerator(seed: 11)
      var text = "id,a,b,c,s,w,g,t,y\n"
      for row in 0..<rows {
        let (a, b) = (generator.unit() * 2 - 1, generator.unit() * 2 - 1)
        let level = generator.index(below: 3)
        let noise = generator.unit() - 0.5
        text += "r\(row),\(a * factor),\(row % 9 == 0 ? "" : "\(b)"),\(["low", "mid", "high"][level]),"
        text += "\(row % 4 == 0 ? "f" : "m"),\(row % 3 == 0 ? 1 : 0),\(row % 6),"
        text += "\(Self.day(row)),"
        text += "\(target(a + b + Double(level - 1) / 2 + noise, row))\n"
      }
      return text
    }

    /// Of 2023, counted from 0.
    private static func day(_ number: Int) -> String {
      var (month, day) = (1, number + 1)
      for length in [31, 28, 31, 30, 31, 30] where day > length { (month, day) = (month + 1, day - length) }
      return "2023-0\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private func given(test: String, weight: String) -> String {
      var generator = SeededGenerator(seed: 12)
      var text = "id,a,flat,gap,c,s,w,part,y\n"
      for row in 0..<60 {
        let (a, isTest) = (generator.unit() * 2 - 1, row % 5 == 0)
        let isYes = a + generator.unit() - 0.5 > 0
        text += "r\(row),\(a),\(isTest ? row : 1),\(isTest ? "\(row)" : ""),\(isTest ? "new\(row)" : "old"),"
        text += "\(isTest ? "x" : row % 2 == 0 ? "f" : "m"),\(isTest ? weight : "1"),"
        text += "\(isTest ? "test" : "train"),\(isTest && test == "no" ? "no" : isYes ? "yes" : "no")\n"
      }
      return text
    }

    func ask(_ specification: inout StudySpecification) {
      if case .crossed = self {
        specification.examination.importance = ["a"]
        return
      }
      specification.data.ignore = ["w", "g", "t"]
      specification.data.leaks = .keep
      specification.data.sensitiveColumns = ["s"]
      specification.examination.importance = ["a", "c"]
      specification.examination.mutable = [.init(column: "a", by: 1), .init(column: "c")]
      specification.augmentation = [.mixup]
      switch self {
      case .everything:
        askBinary(&specification)
        specification.examination.groups = [.init(name: "both", columns: ["a", "b"])]
      case .given:
        askBinary(&specification)
        specification.data.ignore = ["w"]
        (specification.split.kind, specification.split.column) = (.given, "part")
      case .classes:
        specification.augmentation = StudySpecification.Augmentation.allCases
        specification.segments = [.init(by: ["c"], max: [.init(metric: "log_loss", value: 0.5)])]
      case .numbers, .constant:
        specification.task = .regression
        specification.segments = [.init(by: ["c", "s"], max: [.init(metric: "rmse", value: 0.5)])]
      case .crossed: break
      }
    }

    private func askBinary(_ specification: inout StudySpecification) {
      specification.augmentation = [.undersample]
      specification.segments = [.init(by: ["s"], min: [.init(metric: "auc", value: 0.8)])]
      var payoff = StudySpecification.Payoff()
      (payoff.truePositive, payoff.falsePositive) = (90, -10)
      specification.payoff = payoff
    }
  }
}
