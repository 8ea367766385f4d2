public import HyperparameterSearch

/// What a search for any command is asked to do: the content of a space file, with every default filled in.
///
/// `docs/specification.md` is the page for people.
public struct SearchFile: Equatable, Sendable {
  /// The metric whose last value is the objective.
  public var metric: String
  public var isMaximized: Bool
  public var trials = 50
  public var seed: Int64 = 7
  /// Trials at a time.
  public var parallel = 1
  /// Seconds one trial may take; nil: no limit.
  public var timeout: Double?
  /// Whole points of the space, to begin with.
  public var portfolio: [Assignment] = []
  public var space: SearchSpace

  public init(metric: String, isMaximized: Bool, space: SearchSpace) {
    (self.metric, self.isMaximized, self.space) = (metric, isMaximized, space)
  }

  /// Reads a space file.
  /// - Throws: every mistake, in the order of the text.
  public static func parse(yaml: String) throws(SpecificationErrors) -> SearchFile {
    try SpecificationReader.parse(ParsedDocument(yaml), SpecificationKeys.search, read)
  }

  static func read(_ reader: inout SpecificationReader) -> SearchFile {
    var file = SearchFile(
      metric: reader.text("metric") ?? "", isMaximized: reader.choice("direction") == "maximize",
      space: reader.searchSpace("space") ?? SearchSpace([]))
    file.trials = reader.integer("trials") ?? file.trials
    file.seed = reader.wholeNumber("seed") ?? file.seed
    file.parallel = reader.integer("parallel") ?? file.parallel
    file.timeout = reader.number("timeout")
    file.portfolio = readPortfolio(&reader, of: file.space)
    return file
  }

  private static func readPortfolio(_ reader: inout SpecificationReader, of space: SearchSpace) -> [Assignment] {
    let path: DocumentPath = "portfolio"
    reader.requireList(path)
    // A point of a space with mistakes cannot be judged.
    guard reader.mistakes.isEmpty else { return [] }
    let items = reader.itemPaths(path)
    if items.count > 1000 { reader.add(path, "must have at most 1000 settings, not \(items.count)") }
    return items.prefix(1000).compactMap { reader.point($0, of: space) }
  }

  /// The file with every default filled in; parsing it gives this value again.
  public func resolvedYAML() -> String {
    SpecificationKeys.search.document { path in
      switch path {
      case "metric": .text(metric)
      case "direction": .plain(isMaximized ? "maximize" : "minimize")
      case "trials": YAMLValue(trials)
      case "seed": YAMLValue(Int(seed))
      case "parallel": YAMLValue(parallel)
      case "timeout": YAMLValue(timeout)
      case "portfolio": .items(portfolio.map { YAMLValue($0) })
      case "space": space.yaml
      default: .null
      }
    }
  }
}
