internal import ModelSelection
internal import Specification
internal import StudyModel
internal import Tables

/// Something that the chosen settings are trained without.
struct Removal: Sendable {
  /// Of associated features.
  private static let mostGroups = 8

  enum Kind: String, CaseIterable, Sendable { case feature, group, step }

  var kind: Kind
  var name: String
  /// The features of a group.
  var columns: [String] = []
  var change: ChosenRefit.Change

  static func feature(_ name: String) -> Removal {
    Removal(kind: .feature, name: name, columns: [name], change: .without([name]))
  }

  static func group(_ name: String, _ columns: [String]) -> Removal {
    Removal(kind: .group, name: name, columns: columns, change: .without(columns))
  }

  /// The specification's groups, then those of associated features, each set of columns once.
  /// - Parameter rows: training rows, in which associations are looked for.
  static func groups(
    _ asked: [StudySpecification.Group], _ columns: [StudyData.Column], rows: [Int]
  ) -> [Removal] {
    let known = Set(columns.map(\.name))
    var (result, seen): ([Removal], [Set<String>]) = ([], [known])
    func add(_ name: String, _ columns: [String]) {
      let present = columns.filter(known.contains)
      guard !present.isEmpty, !seen.contains(Set(present)) else { return }
      seen.append(Set(present))
      result.append(.group(name, present))
    }
    for group in asked { add(group.name, group.columns) }
    for group in FeatureAssociation(columns, rows: rows).groups.prefix(mostGroups) {
      add(Self.name(group.features), group.features)
    }
    return result
  }

  /// Of associated features: `A + B`, or `A + 5 more`.
  private static func name(_ columns: [String]) -> String {
    columns.count <= 3 ? columns.joined(separator: " + ") : "\(columns[0]) + \(columns.count - 1) more"
  }

  // MARK: Preparation

  /// Every step of the preparation that can be left out without another model: the specification's own, then those of
  /// the pipeline that change anything for these columns.
  static func steps(_ refit: ChosenRefit) -> [Removal] {
    let context = refit.context
    let own =
      context.specification.features.command.isEmpty
      ? context.specification.features.transforms.map { transform($0, context) }
      : [Removal(kind: .step, name: "features.command", change: .raw(context))]
    return own + FeaturePipeline.Step.allCases.filter { refit.hasEffect($0) }.map(step)
  }

  private static func step(_ step: FeaturePipeline.Step) -> Removal {
    let name =
      switch step {
      case .scaling: "standardised numbers"
      case .missingFlags: "columns that say what is missing"
      case .levelColumns: "a column for each level"
      }
    return Removal(kind: .step, name: name, change: ChosenRefit.Change(steps: [step]))
  }

  private static func transform(_ transform: StudySpecification.Transform, _ context: StudyContext) -> Removal {
    switch transform {
    case .log(let name):
      let original = context.source.watched.first { $0.name == name }
      return Removal(
        kind: .step, name: "log of \(name)",
        change: .columns { columns in columns.map { $0.name == name ? original ?? $0 : $0 } })
    case .ratio(let over, let under): return made("\(over)_per_\(under)", ["\(over)_per_\(under)"])
    case .difference(let left, let right): return made("\(left)_minus_\(right)", ["\(left)_minus_\(right)"])
    case .calendar(let name):
      return made("calendar of \(name)", ["month", "weekday", "hour"].map { "\(name)_\($0)" })
    }
  }

  private static func made(_ name: String, _ columns: [String]) -> Removal {
    Removal(kind: .step, name: name, columns: columns, change: .without(columns))
  }
}

extension ChosenRefit.Change {
  static func without(_ names: [String]) -> ChosenRefit.Change {
    let names = Set(names)
    return columns { columns in columns.filter { !names.contains($0.name) } }
  }

  static func only(_ names: [String]) -> ChosenRefit.Change {
    let names = Set(names)
    return columns { columns in columns.filter { names.contains($0.name) } }
  }

  /// The features as the study has them before `features.command`.
  static func raw(_ context: StudyContext) -> ChosenRefit.Change {
    columns { _ in context.data.columns }
  }
}

extension ChosenRefit {
  /// Whether leaving a step out changes what a member sees of the first fold.
  func hasEffect(_ step: FeaturePipeline.Step) -> Bool {
    guard let data = data.first, let rows = folds.first?.training else { return false }
    return members.compactMap(\.candidate.learner?.pipelineVariant).contains { variant in
      func pipeline(_ steps: Set<FeaturePipeline.Step>) -> FeaturePipeline {
        FeaturePipeline(variant, leavingOut: steps, fitting: data.columns, rows: rows, weights: data.weights)
      }
      return pipeline([]) != pipeline([step])
    }
  }
}
