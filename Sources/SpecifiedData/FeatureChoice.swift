internal import Specification
public import StudyModel

/// Which columns are features, and why the others are none.
public struct FeatureChoice: Sendable {
  /// In the order of the file.
  public let features: [String]
  private let header: [String]
  private let target: String
  private let reasons: [String: String]

  /// By the specification alone; a role wins over `data.features`.
  init(_ specification: StudySpecification, header: [String]) {
    let data = specification.data
    var reasons: [String: String] = [:]
    func exclude(_ names: [String], _ reason: String) {
      for name in names where reasons[name] == nil { reasons[name] = reason }
    }
    exclude([data.target], "the target")
    exclude(data.idColumns, "names a row")
    exclude(data.timeColumns, "says when")
    exclude([data.groupColumn].compactMap(\.self), "names a group")
    exclude([data.weightColumn].compactMap(\.self), "a weight")
    exclude([specification.split.column].compactMap(\.self), "gives the split")
    exclude(data.unknownAtPrediction, "not known when a prediction is made")
    exclude(data.ignore, "left out by the specification")
    if let asked = data.features {
      exclude(header.filter { !asked.contains($0) }, "not among data.features")
    } else {
      exclude(data.sensitiveColumns, "sensitive")
    }
    self.init(header: header, target: data.target, reasons: reasons)
  }

  private init(header: [String], target: String, reasons: [String: String]) {
    (self.header, self.target, self.reasons) = (header, target, reasons)
    features = header.filter { reasons[$0] == nil }
  }

  /// Without some of the features.
  public func excluding(_ names: [String], _ reason: String) -> FeatureChoice {
    let known = reasons
    return FeatureChoice(
      header: header, target: target,
      reasons: names.reduce(into: known) { reasons, name in if reasons[name] == nil { reasons[name] = reason } })
  }

  /// Why a column is no feature; nil when it is one, or there is no such column.
  public func reason(against name: String) -> String? { reasons[name] }

  /// In the order of the file, without the target.
  public var excluded: [StudyHeader.ExcludedColumn] {
    header.filter { $0 != target }.compactMap { name in reasons[name].map { .init(column: name, reason: $0) } }
  }
}
