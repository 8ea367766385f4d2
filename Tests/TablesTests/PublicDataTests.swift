import StudyModel
import Testing

@testable import Tables

/// What the checks say of public data, where the folder with it lies beside the package.
@Suite struct PublicDataTests {
  static let directory: String = {
    let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let places = ["\(package)/../shared/data", "\(package)/../../shared/data"]
    return places.first { TextFile.read("\($0)/wine.csv") != nil } ?? ""
  }()
  static var isPresent: Bool { !directory.isEmpty }

  /// - Parameter isWanted: which lines below the header are read; without optimisation whole files take long.
  private func findings(
    _ file: String, _ roles: ColumnRoles, lines isWanted: (Int) -> Bool = { _ in true }
  ) throws
    -> [Finding]
  {
    let bytes = try #require(TextFile.read("\(Self.directory)/\(file)"))
    let lines = bytes.split(separator: 0x0A).enumerated().filter {
      $0.offset == 0 || isWanted($0.offset - 1)
    }
    let table = try CSVTable(
      parsing: Array(lines.map(\.element).joined(separator: [0x0A])), path: file)
    return DataChecks.findings(table: table, roles: roles, today: 20_778)
  }
  private func critical(_ findings: [Finding]) -> [String] {
    findings.filter { $0.severity == .critical }.flatMap { [$0.check] + $0.columns }
  }

  @Test(.enabled(if: isPresent)) func cleanCustomersAreQuiet() throws {
    let found = try findings("telco_churn.csv", ColumnRoles(target: "Churn", id: ["customerID"]))
    #expect(found.filter { $0.severity >= .warning }.map(\.check) == ["blank-in-numeric"])
    #expect(found.count <= 4)
  }

  /// Each planted kind with how many rows have it, counted by comparing the file with the clean one.
  @Test(.enabled(if: isPresent)) func dirtyCustomersAreSeenThrough() throws {
    let found = try findings(
      "dirty/telco_dirty.csv", ColumnRoles(target: "Churn", id: ["customerID"]))
    let expected: [(check: String, column: String?, rows: Int)] = [
      ("duplicate-rows", nil, 45), ("conflicting-labels", "Churn", 40),
      ("mixed-types", "tenure", 19),
      ("level-variants", "Contract", 40), ("not-finite", "MonthlyCharges", 2),
      ("outliers", "MonthlyCharges", 2),
      ("negative-values", "MonthlyCharges", 1), ("blank-in-numeric", "TotalCharges", 6),
      ("missing-target", "Churn", 8), ("rare-class", "Churn", 4),
      ("constant-column", "constant_col", 0),
      ("near-constant", "near_constant", 9), ("mostly-missing", "mostly_missing", 2880),
      ("mixed-units", "MonthlyCharges_cents", 59), ("mixed-date-formats", "signup_date", 92),
      ("impossible-dates", "signup_date", 2), ("future-dates", "signup_date", 1),
      ("far-off-dates", "signup_date", 1),
      ("leak-single-feature", "leak_status", 0), ("leak-row-order", "row_id_sorted_by_target", 0),
      ("derived-column", "tenure_copy", 0),
    ]
    for defect in expected {
      let finding = found.first { $0.check == defect.check }
      #expect(finding?.rowCount == defect.rows, "\(defect.check)")
      #expect(finding?.columns.first == defect.column, "\(defect.check)")
    }
  }

  @Test(.enabled(if: isPresent)) func theCallsDurationIsKnownTooLate() throws {
    for roles in [
      ColumnRoles(target: "y"), ColumnRoles(target: "y", id: ["client_id"], time: ["contact_date"]),
    ] {
      let found = try findings("bank_marketing.csv", roles) { $0 % 6 == 0 }
      #expect(critical(found) == ["leak-single-feature", "duration"])
      #expect(found.first { $0.check == "sentinel" }?.columns == ["pdays"])
    }
  }

  @Test(.enabled(if: isPresent)) func ridersAddUp() throws {
    let found = try findings(
      "bike_hourly.csv", ColumnRoles(target: "cnt", id: ["instant"], time: ["timestamp"]), lines: { $0 < 6000 })
    #expect(critical(found) == ["leak-sum", "casual", "registered"])
    #expect(
      found.first { $0.check == "time-gaps" }?.evidence.prefix(19) == "110 steps of 1 hour")
  }

  @Test(.enabled(if: isPresent)) func adultsHaveCopiesAndQuestionMarks() throws {
    let found = try findings("adult_income.csv", ColumnRoles(target: "income-per-year")) {
      $0 < 12_000
    }
    #expect(critical(found) == [])
    #expect(found.first { $0.check == "duplicate-rows" }?.rowCount == 4)
    #expect(found.filter { $0.check == "missing-values" }.map(\.rowCount) == [701, 703, 212])
    #expect(found.first { $0.check == "weight-like" }?.columns == ["fnlwgt"])
  }

  @Test(.enabled(if: isPresent), arguments: ["wine.csv", "diabetes.csv", "breast_cancer.csv"])
  func smallTablesHaveNothingCritical(file: String) throws {
    #expect(critical(try findings(file, ColumnRoles(target: "target"))) == [])
  }
}
