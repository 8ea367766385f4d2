/// One key of a document: its name, default and limits, the single place that knows them.
public struct SpecificationKey: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case text
    /// Of different things, which `of` names; one text alone counts as a list of one.
    case textList(of: String = "column names")
    /// A program and its arguments.
    case command
    case flag
    case wholeNumber(ClosedRange<Int64>)
    /// `lowest` itself is excluded when `isOpenBelow`.
    case number(ClosedRange<Double>, isOpenBelow: Bool)
    case choice([String])
    case choiceList([String])
    case section
    /// A list of sections, whose keys are below `path[]`. With `words`, an item may be one of those instead.
    case sections(of: String, orWords: [String] = [])
    /// A section whose keys are free names, each with what is below `path.*`.
    case named(of: String)
    /// Two numbers, the lower one first.
    case range
    /// Numbers and texts.
    case values
    /// A value, or a list of some, for the name of one parameter.
    case condition
    /// Values by the names of parameters.
    case assignment
    case assignments
    /// Texts, one or a list, by free names: `of` says what both are.
    case textsByName(of: String)
  }

  /// Such as `model.max_depth` or `success[].metric`; `*` stands for any name.
  public var path: String
  public var kind: Kind
  public var isRequired: Bool
  /// One line for people.
  public var summary: String

  /// The allowed values in words.
  public var allowed: String {
    switch kind {
    case .text: "a text"
    case .textList(let things), .sections(let things, _): "a list of \(things)"
    case .command: "a list: a program and its arguments"
    case .flag: "true or false"
    case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range, let isOpenBelow):
      "a number \(isOpenBelow ? "above" : "from") \(plain(range.lowerBound)) \(isOpenBelow ? "up " : "")to "
        + plain(range.upperBound)
    case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    case .choiceList(let words): "a list of \(words.joined(separator: ", "))"
    case .section: "a section of keys"
    case .named(let things): "a section of \(things)"
    case .range: "a list of two numbers, the lower one first"
    case .values: "a list of numbers or texts"
    case .condition: "a section with the name of an earlier parameter and its value, or a list of values"
    case .assignment: "a section of values by parameter name"
    case .textsByName(let things): "a section of \(things)"
    case .assignments: "a list of sections of values by parameter name"
    }
  }

  private func plain(_ value: Double) -> String {
    if abs(value) == 1e12 { return value < 0 ? "-1e12" : "1e12" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}
