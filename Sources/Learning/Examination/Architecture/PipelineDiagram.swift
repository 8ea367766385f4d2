internal import StudyModel
internal import Tables

/// A model drawn in ASCII, from the table's columns to the answer; at most `width` columns of a terminal.
struct PipelineDiagram {
  static let width = 74

  private(set) var lines: [String] = []
  /// What a score is turned into, such as `probability of yes`.
  private let answer: String
  private let decision: String?

  /// - Parameters:
  ///   - features: of the study.
  ///   - made: what makes features of others before the model sees them, a phrase each.
  ///   - answer: what the model predicts, in words.
  ///   - decision: made of it; nil: none.
  init(
    _ model: any FittedModel, name: String, features: [StudyData.Column], made: [String], answer: String,
    decision: String?
  ) {
    (self.answer, self.decision) = (answer, decision)
    add("\(NumberText.count(features.count, of: "feature")): \(Self.kinds(features.map(\.values.kind)))")
    for phrase in made { add("  |  \(phrase)") }
    if let ensemble = model as? EnsembleModel {
      add("  |")
      for (member, weight) in zip(ensemble.members, ensemble.weights) {
        add("  +--> \(member.family): \(Self.summary(member))   x \(NumberText.fixed(weight, decimals: 2))")
      }
      arrow()
      add("weighted mean of the members")
    } else {
      draw(model, name: name, features)
    }
    finish()
  }

  private mutating func add(_ line: String) {
    lines.append(line.count <= Self.width ? line : "\(line.prefix(Self.width - 3))...")
  }

  private mutating func arrow() { for mark in ["  |", "  v"] { add(mark) } }

  private mutating func finish() {
    arrow()
    add(answer)
    if let decision {
      arrow()
      add(decision)
    }
  }

  // MARK: One model

  private mutating func draw(_ model: any FittedModel, name: String, _ features: [StudyData.Column]) {
    switch model {
    case let model as LinearModel: draw(model.pipeline, features)
    case let model as TreeModel: draw(model.pipeline, features)
    case let model as OneFeatureModel: add("  |  \(model.feature) alone, cut into \(model.bins.outputs.count) parts")
    case is PriorModel: add("  |  none is used")
    case is ExternalModel: add("  |  handed over as a CSV file")
    default: break
    }
    arrow()
    add("\(name): \(Self.summary(model))")
    guard let link = Self.link(model) else { return }
    arrow()
    add(link)
  }

  private mutating func draw(_ pipeline: FeaturePipeline, _ features: [StudyData.Column]) {
    let steps = EncodingStep.steps(pipeline)
    let heads = steps.map { Self.counted($0.features, $0.kind) }
    let head = heads.map(\.count).max() ?? 0
    let tail = steps.map(\.words.count).max() ?? 0
    for (step, text) in zip(steps, heads) {
      let columns = NumberText.count(step.columns, of: "column")
      add("  |  \(text.padded(to: head))  ->  \(step.words.padded(to: tail))  \(columns)")
    }
    let unused = features.count - Set(pipeline.features.map(\.name)).count
    if unused > 0 { add("  |  \(NumberText.count(unused, of: "feature")) that tells nothing in training, left out") }
    arrow()
    add(NumberText.count(pipeline.width, of: "encoded column"))
  }

  private static func kinds(_ kinds: [ColumnValues.Kind]) -> String {
    let counts = [ColumnValues.Kind.numeric, .categorical, .date].compactMap { kind -> String? in
      let count = kinds.count { $0 == kind }
      return count == 0 ? nil : counted(count, kind)
    }
    return NumberText.list(counts)
  }

  private static func counted(_ count: Int, _ kind: ColumnValues.Kind) -> String {
    switch kind {
    case .numeric: NumberText.count(count, of: "number")
    case .categorical: "\(NumberText.count(count)) \(count == 1 ? "category" : "categories")"
    case .date: NumberText.count(count, of: "date")
    }
  }

  /// What is inside, in a few words.
  static func summary(_ model: any FittedModel) -> String {
    switch model {
    case let model as LinearModel:
      let used = model.coefficients.reduce(0) { $0 + $1.dropLast().count { $0 != 0 } }
      let intercepts = model.coefficients.count { !$0.isEmpty }
      return "\(NumberText.count(used, of: "coefficient")) and \(NumberText.count(intercepts, of: "intercept"))"
    case let model as TreeModel:
      let facts = model.facts
      return "\(NumberText.count(facts.trees, of: "tree")), at most \(facts.depth) deep, "
        + "\(NumberText.count(facts.leaves)) \(facts.leaves == 1 ? "leaf" : "leaves")"
    case let model as OneFeatureModel: return "a value for each part of \(model.feature)"
    case is PriorModel: return "the same answer for every row"
    case let model as ExternalModel: return model.command.joined(separator: " ")
    default: return "the value one season ago"
    }
  }

  /// From the model's sum to its answer; nil where the sum is the answer.
  private static func link(_ model: any FittedModel) -> String? {
    switch model {
    case let model as LinearModel: model.task == .regression ? nil : logistic(model.task == .binary)
    case let model as TreeModel:
      switch model.link {
      case .logistic: "sum of the leaves = \(logistic(true))"
      case .softmax: "sums of the leaves = \(logistic(false))"
      case .linear: model.family == "forest" ? "mean of the trees" : "sum of the leaves"
      case .share: "mean of the trees = share of the positive class"
      case .shares: "mean of the trees = a share for each class; divided by their sum"
      }
    default: nil
    }
  }

  private static func logistic(_ isBinary: Bool) -> String {
    isBinary ? "log odds s; 1 / (1 + exp(-s))" : "log odds s of each class; exp(s) / sum of all exp(s)"
  }
}

/// Features of one kind that are encoded alike.
private struct EncodingStep {
  var kind: ColumnValues.Kind
  var words: String
  var features: Int
  var columns: Int

  /// In the order of their first feature.
  static func steps(_ pipeline: FeaturePipeline) -> [EncodingStep] {
    pipeline.features.reduce(into: []) { steps, feature in
      let words = words(feature.encoding)
      if let place = steps.firstIndex(where: { $0.kind == feature.kind && $0.words == words }) {
        steps[place].features += 1
        steps[place].columns += feature.encoding.width
      } else {
        steps.append(.init(kind: feature.kind, words: words, features: 1, columns: feature.encoding.width))
      }
    }
  }

  private static func words(_ encoding: FeaturePipeline.Encoding) -> String {
    switch encoding {
    case .number: "unchanged"
    case .scaled: "standardised, gaps by the median"
    case .missingFlag: "1 where it is missing"
    case .flag: "0 or 1"
    case .oneHot: "a 0/1 column a level"
    case .ordinal: "place by frequency"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
