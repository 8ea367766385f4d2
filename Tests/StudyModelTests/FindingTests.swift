import StudyModel
import Testing

@Suite struct FindingTests {
  @Test func rowsAreCountedBeforeTheyAreCut() {
    let finding = Finding(
      check: "blank", severity: .warning, rows: Array(0..<100), evidence: "100 cells are blank", advice: "fill them")
    #expect(finding.rows.count == 20 && finding.rowCount == 100)
    #expect(Finding.Severity.info < .critical)
  }
}
