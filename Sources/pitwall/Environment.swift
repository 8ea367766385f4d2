import Glibc

/// The variables that a person has set.
enum Environment {
  /// nil when a variable is not set, or empty.
  static subscript(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
