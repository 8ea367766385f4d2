internal import Statistics
internal import StudyModel

/// Two rankings of features beside each other.
struct RankingAgreement: Equatable, Sendable {
  struct Ranking: Equatable, Sendable {
    var name: String
    /// The most important first.
    var features: [String]
    /// The larger the more important; nil: the order is all there is.
    var values: [String: Double]?
  }

  static let mostOnTop = 5

  var first: String
  var second: String
  /// Features in both.
  private(set) var common: Int
  /// Spearman's over the common features; nil for fewer than three of them or values that are all equal.
  private(set) var correlation: Double?
  /// Among the first's top five and not among the second's, and the other way round.
  private(set) var onlyFirst: [String]
  private(set) var onlySecond: [String]
  /// How many of each are compared.
  private(set) var topCount: Int

  init(_ first: Ranking, _ second: Ranking) {
    (self.first, self.second) = (first.name, second.name)
    let both = first.features.filter(second.features.contains)
    common = both.count
    correlation = both.count < 3 ? nil : Correlation.spearman(Self.values(first, both), Self.values(second, both))
    // A list of three names says nothing about the fourth place.
    topCount = min(Self.mostOnTop, first.features.count, second.features.count)
    let (top, other) = (first.features.prefix(topCount), second.features.prefix(topCount))
    (onlyFirst, onlySecond) = (top.filter { !other.contains($0) }, other.filter { !top.contains($0) })
  }

  private static func values(_ ranking: Ranking, _ features: [String]) -> [Double] {
    features.map { feature in
      ranking.values.map { $0[feature] ?? 0 } ?? -Double(ranking.features.firstIndex(of: feature) ?? 0)
    }
  }

  var sentence: String {
    let order = correlation.map { value -> String in
      let words =
        value >= 0.7 ? "much alike" : value >= 0.3 ? "alike in part" : value > -0.3 ? "differently" : "opposed"
      return "\(first) and \(second) rank \(NumberText.count(common, of: "feature")) \(words) (Spearman "
        + "\(NumberText.fixed(value, decimals: 2)))"
    }
    let start = order ?? "\(first) and \(second) have too few features in common to compare their order"
    guard !onlyFirst.isEmpty else { return order == nil ? "\(start)." : "\(start), with the same ones on top." }
    return "\(start); among the first \(topCount) only \(Self.lowered(first)) has \(NumberText.list(onlyFirst)), only "
      + "\(Self.lowered(second)) \(NumberText.list(onlySecond))."
  }

  /// Inside a sentence.
  private static func lowered(_ name: String) -> String {
    name == name.uppercased() ? name : name.prefix(1).lowercased() + name.dropFirst()
  }
}
