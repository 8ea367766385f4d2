internal import FileAccess
internal import Glibc
internal import Statistics

/// A made-up customer base whose true model is known: `docs/sample-data.md` lists every column and weight.
///
/// The log-odds of leaving are `ChurnCustomer.logOdds`. The first sample covers the twelve months of 2025; the later one,
/// January to June 2026, differs in exactly four columns: `monthly_charge` (+14 from February), `contract` (more
/// month-to-month from March), `payment_method` (a new `wallet` from March) and `support_tickets` (more from April).
public struct ChurnSample: Sendable {
  public static let defaultRowCount = 120_000
  /// Of the later sample, for a first sample of `rows`.
  public static func laterRowCount(rows: Int) -> Int { max(1, rows / 4) }

  /// Writes `churn.csv`, `churn-later.csv`, `churn-study.yaml` and `churn.yaml` into a directory, which is made where it
  /// is missing. The same rows and seed give the same bytes. O(rows).
  public static func write(to directory: String, rows: Int = defaultRowCount, seed: UInt64 = 7) throws(LearningError) {
    let first = ChurnSample(rows: rows, seed: seed, isLater: false).csv()
    let later = ChurnSample(rows: laterRowCount(rows: rows), seed: seed &+ 1, isLater: true).csv()
    do throws(FileError) {
      try Files.makeDirectories(directory)
      try Files.replaceAtomically("\(directory)/churn.csv", with: first)
      try Files.replaceAtomically("\(directory)/churn-later.csv", with: later)
      try Files.replaceAtomically("\(directory)/churn-study.yaml", with: Array(study.utf8))
      try Files.replaceAtomically("\(directory)/churn.yaml", with: Array(training.utf8))
    } catch { throw .file(error) }
  }

  let rows: Int
  let isLater: Bool
  private let seed: UInt64

  init(rows: Int, seed: UInt64, isLater: Bool) { (self.rows, self.seed, self.isLater) = (rows, seed, isLater) }

  static let columns = [
    "customer_id", "observed_on", "gender", "age", "region", "plan", "contract", "payment_method", "channel",
    "tenure_months", "monthly_charge", "discount_percent", "data_usage_gb", "calls_per_month", "support_tickets",
    "satisfaction", "days_since_login", "late_payments", "devices", "household_size", "newsletter", "churned",
  ]

  /// The whole file, LF at line ends.
  func csv() -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var text = CSVText()
    text.bytes.reserveCapacity(rows * 120)
    text.line(Self.columns)
    for row in 0..<rows {
      let customer = ChurnCustomer(row: row, of: rows, isLater: isLater, &generator)
      customer.append(to: &text, id: (isLater ? 5_000_000 : 1_000_000) + row)
    }
    return text.bytes
  }
}

/// Fields of a CSV file as bytes, faster than joining strings.
struct CSVText {
  var bytes: [UInt8] = []

  mutating func line(_ fields: [String]) {
    bytes += fields.joined(separator: ",").utf8
    bytes.append(0x0A)
  }

  mutating func field(_ text: String) {
    bytes += text.utf8
    bytes.append(UInt8(ascii: ","))
  }

  mutating func field(_ number: Int) { field(String(number)) }

  /// With one digit after the point; empty for nil.
  mutating func field(tenths value: Double?) {
    if let value {
      let tenths = Int((value * 10).rounded())
      bytes += "\(tenths / 10).\(abs(tenths % 10))".utf8
    }
    bytes.append(UInt8(ascii: ","))
  }

  mutating func end(_ text: String) {
    bytes += text.utf8
    bytes.append(0x0A)
  }
}
