public import RunModel

/// Runs that tell of one thing together: the seeds of one configuration, the folds of one cross-validation, or all with
/// one value of a hyperparameter.
public struct OverlayGroup: Equatable, Sendable {
  /// What the runs have in common; the run's name where there is only one.
  public var label: String
  /// Indices of the runs, in their order; never empty.
  public var members: [Int]

  /// By first appearance. A run of which no settings are known is a group of its own.
  ///
  /// - Parameter hyperparameter: nil groups runs that differ in nothing but seed and fold.
  public static func groups(of runs: [RunSnapshot], by hyperparameter: String? = nil) -> [OverlayGroup] {
    var groups: [OverlayGroup] = []
    var place: [String: Int] = [:]
    for (index, run) in runs.enumerated() {
      let key = hyperparameter.map { value(of: $0, in: run) } ?? configuration(of: run)
      if let key, let at = place[key] {
        groups[at].members.append(index)
      } else {
        if let key { place[key] = groups.count }
        groups.append(OverlayGroup(label: "", members: [index]))
      }
    }
    for index in groups.indices {
      groups[index].label = label(of: groups[index].members.map { runs[$0] }, hyperparameter)
    }
    return groups
  }

  private static func value(of name: String, in run: RunSnapshot) -> String? {
    run.hyperparameters.first { $0.name == name }?.value.words
  }

  /// All settings that are not of chance; nil where there are none.
  private static func configuration(of run: RunSnapshot) -> String? {
    let settings = run.hyperparameters.filter { !isOfChance($0.name) }
    guard !settings.isEmpty else { return nil }
    let words = settings.map { "\($0.name)\u{0}\($0.value.words)" }.sorted()
    return ([run.parent?.id ?? ""] + words).joined(separator: "\u{1}")
  }

  /// Whether a setting says which draw of chance a run is, by the last part of its name.
  static func isOfChance(_ name: String) -> Bool {
    let last = name.lowercased().split { "/.".contains($0) }.last.map(String.init) ?? ""
    return last.hasSuffix("seed") || ["random_state", "fold", "fold_index", "cv_fold", "fold_id"].contains(last)
  }

  private static func label(of runs: [RunSnapshot], _ hyperparameter: String?) -> String {
    if let hyperparameter, let value = value(of: hyperparameter, in: runs[0]) {
      let name = hyperparameter.split(separator: "/").last.map(String.init) ?? hyperparameter
      return "\(name)=\(value)"
    }
    guard runs.count > 1 else { return runs[0].name }
    let names = runs.map { Array($0.name) }
    let length = names.reduce(names[0].count) { least, name in min(least, zip(names[0], name).prefix { $0 == $1 }.count)
    }
    var common = String(names[0].prefix(length))
    // `vit-seed` and `vit_s` say no more than `vit`.
    while let last = common.last, !last.isLetter, !last.isNumber { common.removeLast() }
    for ending in ["seed", "fold"] where common.lowercased().hasSuffix(ending) { common.removeLast(ending.count) }
    while let last = common.last, !last.isLetter, !last.isNumber { common.removeLast() }
    return common.count < 2 ? runs[0].name : common
  }
}

extension Hyperparameter.Value {
  /// As short as tells it: `0.001`, `vit`, `yes`.
  var words: String {
    switch self {
    case .number(let number): NumberFormat.significant(number, digits: 17)
    case .text(let text): text
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}
