public import Specification
internal import Statistics
public import StudyModel

/// Which metrics a study takes where its specification leaves it open.
public enum StudyMetrics {
  /// All metrics, the primary one first.
  public static func names(_ specification: StudySpecification, task: StudyTask) -> [String] {
    let asked =
      [primary(specification, task: task)] + specification.metrics.others + specification.success.map(\.metric)
    let names = specification.metrics.others.isEmpty ? asked + companions(task) : asked
    return names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
  }

  static func primary(_ specification: StudySpecification, task: StudyTask) -> String {
    if let asked = specification.metrics.primary { return asked }
    return switch task {
    case .binary: "auc"
    case .multiclass: "log_loss"
    case .regression: "rmse"
    }
  }

  /// A difference of the primary metric that is the same in practice: a hundredth of a metric between 0 and 1. nil for
  /// others without `metrics.rope`: there it is a hundredth of the best baseline.
  public static func rope(_ specification: StudySpecification, primary: String) -> Double? {
    specification.metrics.rope ?? (MetricCatalog.find(primary)?.range == 0...1 ? 0.01 : nil)
  }

  private static func companions(_ task: StudyTask) -> [String] {
    switch task {
    case .binary: ["log_loss", "average_precision", "brier"]
    case .multiclass: ["accuracy", "f1_macro", "auc_ovr"]
    case .regression: ["mae", "r2"]
    }
  }
}
