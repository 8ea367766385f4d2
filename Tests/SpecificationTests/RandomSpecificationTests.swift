import HyperparameterSearch
import Specification
import Statistics
import StudyModel
import Testing

/// Whatever a specification holds, its resolved text reads back as the same value.
@Suite struct RandomSpecificationTests {
  @Test func aResolvedStudyIsTheSameStudy() throws {
    var random = SpecificationGenerator(seed: 1)
    for _ in 0..<300 {
      let study = random.study()
      let text = study.resolvedYAML()
      let read = try #require(
        try? StudySpecification.parse(yaml: text), "\(messages(text, StudySpecification.parse)) \(text)")
      #expect(read == study, "\(text)")
      #expect(read.resolvedYAML() == text)
    }
  }

  @Test func aResolvedSearchIsTheSameSearch() throws {
    var random = SpecificationGenerator(seed: 2)
    for _ in 0..<300 {
      let file = random.searchFile()
      let text = file.resolvedYAML()
      let read = try #require(try? SearchFile.parse(yaml: text), "\(messages(text, SearchFile.parse)) \(text)")
      #expect(read == file, "\(text)")
    }
  }
}

/// Random documents without mistakes; the same seed gives the same ones.
struct SpecificationGenerator: RandomNumberGenerator {
  private var numbers: SeededGenerator

  init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  mutating func next() -> UInt64 { numbers.next() }

  private mutating func chance() -> Bool { Bool.random(using: &self) }
  private mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? { chance() ? make(&self) : nil }
  private mutating func list<Value>(_ make: (inout Self) -> Value) -> [Value] {
    (0..<Int.random(in: 0...3, using: &self)).map { _ in make(&self) }
  }

  private var counter = 0

  /// A word that is hard to quote, and unlike every other.
  private mutating func word() -> String {
    let odd = [
      "no", "~", "1e5", "- a", "a: b", "\"q\"", "back\\slash", "#x", "ü", "😀", "\u{202E}", "{", "*a", "&b", " ",
    ]
    counter += 1
    return "\(odd.randomElement(using: &self) ?? "")\(counter)"
  }

  private mutating func name() -> String { word().filter { $0 != "{" } }

  private mutating func amount() -> Double {
    [0.1 + 0.2, 1, .leastNonzeroMagnitude, 1e12, 123.456, 1e-7].randomElement(using: &self) ?? 1
  }

  mutating func study() -> StudySpecification {
    var study = StudySpecification(name: word(), data: data())
    study.task = maybe { _ in .regression }
    study.split = split()
    study.metrics.primary = maybe { _ in "rmse" }
    study.metrics.others = chance() ? ["mae", "r2"] : []
    study.metrics.rope = maybe { $0.amount() }
    study.success = list { .init(metric: "mae", atMost: $0.amount()) } + [.init(metric: "r2", atLeast: -0.5)]
    study.improvements = list { .init(over: "prior", by: $0.amount()) }
    study.candidates = maybe { random in [random.candidate(.external)] + random.list { $0.candidate(.boosting) } }
    study.search = search()
    study.constraints.latencyMilliseconds = maybe { $0.amount() }
    study.constraints.memoryMegabytes = maybe { $0.amount() }
    study.interpretability = study.candidates == nil && chance() ? .high : .any
    study.features.transforms = list { .ratio($0.word(), $0.word()) } + list { .calendar($0.word()) }
    study.features.command = list { $0.argument() }.filter { !$0.isEmpty }
    study.features.timeout = chance() ? 0.25 : 86_400
    study.examination = examination()
    study.segments = list { .init(by: [$0.word()], max: [.init(metric: "mae", value: $0.amount())]) }
    study.payoff = study.task == nil ? maybe { $0.payoff() } : nil
    if study.task == nil, !study.data.sensitiveColumns.isEmpty { study.fairness.maxDifference = chance() ? 0.25 : 0 }
    study.augmentation = chance() ? [.noise, .mixup] : []
    study.ignoredEscalations = chance() ? [.dataIssues] : []
    study.approval = .init(required: chance(), question: word())
    return study
  }

  private mutating func examination() -> StudySpecification.Examination {
    var examination = StudySpecification.Examination()
    examination.topics = maybe { $0.chance() ? [] : [.robustness, .segments] }
    examination.importance = list { $0.word() }
    examination.groups = list { .init(name: $0.word(), columns: [$0.word(), $0.word()]) }
    examination.coverage = chance() ? 0.8 : 0.95
    examination.mutable = list { random in .init(column: random.word(), by: random.maybe { $0.amount() }) }
    return examination
  }

  private mutating func payoff() -> StudySpecification.Payoff {
    var payoff = StudySpecification.Payoff()
    (payoff.truePositive, payoff.falsePositive, payoff.unit) = (amount(), -amount(), maybe { $0.word() })
    return payoff
  }

  private mutating func data() -> StudySpecification.Data {
    var data = StudySpecification.Data(paths: [word()] + list { $0.word() }, target: word())
    data.features = maybe { random in [random.word()] + random.list { $0.word() } }
    data.idColumns = list { $0.word() }
    data.timeColumns = [word()]
    data.groupColumn = word()
    data.weightColumn = maybe { $0.word() }
    data.sensitiveColumns = list { $0.word() }
    data.unknownAtPrediction = list { $0.word() }
    data.ignore = list { $0.word() }
    data.leaks = StudySpecification.LeakRule.allCases.randomElement(using: &self) ?? .stop
    return data
  }

  private mutating func split() -> StudySpecification.Split {
    var split = StudySpecification.Split()
    split.kind = [nil, .random, .grouped, .temporal, .given].randomElement(using: &self) ?? nil
    split.column = split.kind == .given ? word() : nil
    split.gapDays = split.kind == .temporal ? amount().rounded(.up).truncatingRemainder(dividingBy: 1000) : 0
    split.test = Double.random(in: 0...0.8, using: &self)
    split.folds = Int.random(in: 2...10, using: &self)
    split.seed = Int64.random(in: 0...2_000_000_000, using: &self)
    return split
  }

  private mutating func search() -> StudySpecification.Search {
    var search = StudySpecification.Search()
    search.trials = Int.random(in: 0...100, using: &self)
    search.minutes = maybe { min($0.amount(), 100) }
    search.costPerHour = maybe { $0.amount() }
    search.cost = search.costPerHour == nil ? nil : amount()
    search.parallel = maybe { _ in 3 }
    search.prune = chance()
    return search
  }

  private mutating func argument() -> String { chance() ? word() : "line\nbreak\t\u{7}" }

  private mutating func candidate(_ kind: StudySpecification.Candidate.Kind) -> StudySpecification.Candidate {
    var candidate = StudySpecification.Candidate(name: word(), kind: kind)
    candidate.fixed = Assignment(list { ($0.name(), $0.value()) })
    candidate.space = maybe { $0.space() }
    if kind == .external { (candidate.command, candidate.timeout) = ([argument()] + list { $0.argument() }, 12.5) }
    return candidate
  }

  private mutating func value() -> ParameterValue {
    [.number(amount()), .number(-3), .integer(7), .text(word()), .text("7"), .text("true"), .text("")]
      .randomElement(using: &self) ?? .integer(0)
  }

  private mutating func space() -> SearchSpace {
    let kinds = [ParameterValue.text(word()), .number(0.5), .integer(4)]
    let first = name()
    return SearchSpace([
      .init(first, .categorical(kinds)), .init(name(), .real(-1e50...amount(), isLogarithmic: false)),
      .init(
        name(), .real(1e-8...(1e-7 + amount()), isLogarithmic: true), when: .init(first, in: [kinds[1], kinds[2]])),
      .init(name(), .integer(1...Int.random(in: 2...1_000_000, using: &self), isLogarithmic: chance())),
    ])
  }

  mutating func searchFile() -> SearchFile {
    let space = space()
    var file = SearchFile(metric: word(), isMaximized: chance(), space: space)
    file.trials = Int.random(in: 1...99, using: &self)
    file.timeout = maybe { min($0.amount(), 100) }
    let names = space.parameters.map(\.name)
    if case .categorical(let kinds) = space.parameters[0].domain {
      file.portfolio = [
        Assignment([(names[0], kinds[0]), (names[1], .number(-2)), (names[3], .integer(2))]),
        Assignment([(names[0], kinds[2]), (names[1], .number(0)), (names[2], .number(1e-8)), (names[3], .integer(1))]),
      ]
    }
    return file
  }
}
