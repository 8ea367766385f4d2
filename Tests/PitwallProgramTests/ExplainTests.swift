import Glibc
import JSONText
import TestSupport
import Testing

/// `pitwall explain`, from a study that was carried out for real.
@Suite struct ExplainTests {
  private static let specification = """
    name: small
    data:
      path: data.csv
      target: y
      roles: {id: id}
    split: {folds: 3}
    candidates: [linear]
    search: {trials: 1}
    examination: {topics: [], mutable: [{column: c}, {column: a, by: 0.6}]}

    """

  @Test func aRowOfAStudyIsExplainedAndWhatCannotBeSaysWhy() throws {
    let rows = StudyFolder.rows(150) + "r-new,0.9,0.9,high,\n"
    let folder = StudyFolder(csv: rows, specification: Self.specification)
    let study = StudyRun(folder.run("launch", "spec.yaml", "--wait"))
    expectReasons(of: study, in: folder)
    try expectNumbersThatAddUp(of: study, in: folder)
    expectNothingSearchedWhereNoRowIsCalledPositive(of: study, in: folder)
    expectRefusals(of: study, in: folder)
    expectTheChoiceNamedThoughTheFinalModelWasNotMade(of: study, in: folder)
    expectChangedDataRefused(of: study, in: folder)
  }

  /// Two files that share an id and have a row on every line.
  @Test func ofSeveralFilesALineNeedsItsFileAndRepeatedIDsAreListed() throws {
    let specification = Self.specification.replacing("path: data.csv", with: "path: [data.csv, more/late.csv]")
    let folder = StudyFolder(csv: StudyFolder.rows(150), specification: specification)
    _ = ProgramRun(["mkdir", "\(folder.path)/more"])
    Program.write("id,a,b,c,y\nr7,0.2,0.3,high,no\ns1,0.9,0.9,low,yes\n", to: "\(folder.path)/more/late.csv")
    Program.write(
      specification.replacing("folds: 3", with: "folds: 3, kind: stratified"), to: "\(folder.path)/spec.yaml")
    let study = StudyRun(folder.run("launch", "spec.yaml", "--wait"))
    let repeated = folder.run("explain", study.path, "--row", "r7")
    #expect(
      repeated.status == 64
        && repeated.errors.contains(
          "2 rows have the id r7: line 9 of data.csv and line 2 of more/late.csv; name one, such as --file data.csv --line 9"
        ),
      "\(repeated)")
    let first = folder.run("explain", study.path, "--file", "data.csv", "--line", "9")
    #expect(first.status == 0 && first.output.contains("\nThe row is on line 9 of data.csv, "), "\(first)")
    let second = folder.run("explain", study.path, "--file", "late.csv", "--line", "2", "--json")
    let object = try #require(try JSONValue(parsing: second.output).objectValue)
    #expect(object["row_number"]?.integerValue == 151 && object["file"]?.stringValue == "more/late.csv")
    #expect(object["line"]?.integerValue == 2 && object["row"]?.stringValue == "r7")
    expectNoLine(of: study, in: folder)
  }

  private func expectNoLine(of study: StudyRun, in folder: StudyFolder) {
    let alone = folder.run("explain", study.path, "--line", "2")
    #expect(
      alone.status == 64 && alone.errors.contains("add --file with one of data.csv and more/late.csv"), "\(alone)")
    let beyond = folder.run("explain", study.path, "--file", "more/late.csv", "--line", "9")
    #expect(
      beyond.status == 66
        && beyond.errors.contains("no row begins on line 9 of more/late.csv; rows are on lines 2 to 3"), "\(beyond)")
    let unknown = folder.run("explain", study.path, "--file", "later.csv", "--line", "2")
    #expect(unknown.status == 66 && unknown.errors.contains("it read data.csv and more/late.csv"), "\(unknown)")
    #expect(folder.run("explain", study.path, "--row", "s1", "--file", "late.csv").status == 64)
    #expect(folder.run("explain", study.path, "--row", "s1").status == 0)
  }

  private func expectReasons(of study: StudyRun, in folder: StudyFolder) {
    let text = folder.run("explain", study.path, "--row", "r7")
    #expect(text.status == 0 && text.output.hasPrefix("Row r7 of small, by linear"), "\(text)")
    #expect(text.output.contains("\nThe row is on line 9, ") && text.output.contains("\nReasons\n"), "\(text.output)")
    #expect(text.output.contains("Only what examination.mutable allows was changed: a and c."), "\(text.output)")
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(folder.run("explain", "small", "--line", "9").output == text.output)
    let unlabelled = folder.run("explain", study.path, "--row", "r-new")
    #expect(unlabelled.status == 0 && unlabelled.output.contains("Its y is not known."), "\(unlabelled)")
  }

  private func expectNumbersThatAddUp(of study: StudyRun, in folder: StudyFolder) throws {
    let run = folder.run("explain", study.path, "--row", "r7", "--json")
    let object = try #require(try JSONValue(parsing: run.output).objectValue)
    let parts = (object["contributions"]?.arrayValue ?? []).compactMap(\.objectValue)
    let sum = parts.reduce(object["base"]?.doubleValue ?? .nan) { $0 + ($1["contribution"]?.doubleValue ?? .nan) }
    let probability = try #require(object["prediction"]?.arrayValue?.first?.doubleValue)
    #expect(parts.count == 3 && abs(1 / (1 + exp(-sum)) - probability) < 1e-9)
    #expect(abs((parts.last?["total"]?.doubleValue ?? .nan) - sum) < 1e-12)
  }

  /// As where a payoff makes it right to treat nobody.
  private func expectNothingSearchedWhereNoRowIsCalledPositive(of study: StudyRun, in folder: StudyFolder) {
    let script = #"""
      cp -r "$0" nobody && cd nobody
      sed -E 's/("threshold":\{[^}]*"value":)[^,}]*/\11.0000000000000002/' metrics.jsonl > changed
      mv changed metrics.jsonl
      """#
    #expect(ProgramRun(["sh", "-c", script, study.path], in: folder.path).status == 0)
    for row in ["r7", "r8", "r-new"] {
      let run = folder.run("explain", "nobody", "--row", row)
      #expect(
        run.status == 0 && run.output.contains("\nThe model says no: ")
          && run.output.contains("whatever it is, no row is called yes.")
          && run.output.contains("The study's threshold calls no row yes (best F1 out of fold).")
          && run.output.contains("Nothing: whatever the probability, no row is called yes.")
          && !run.output.contains("examination.mutable"), "\(run)")
    }
  }

  private func expectRefusals(of study: StudyRun, in folder: StudyFolder) {
    let unknown = folder.run("explain", study.path, "--row", "nobody")
    #expect(unknown.status == 66 && unknown.errors.contains("ids look like r0, r1 and r2"), "\(unknown)")
    let line = folder.run("explain", study.path, "--line", "1")
    #expect(line.status == 66 && line.errors.contains("rows are on lines 2 to 152"), "\(line)")
    #expect(folder.run("explain", study.path).status == 64)
    #expect(folder.run("explain", study.path, "--row", "r7", "--line", "9").status == 64)
    let trial = folder.run("explain", "\(study.path)/trials/001-prior", "--row", "r7")
    #expect(trial.status == 66 && trial.errors.hasPrefix("pitwall: "), "\(trial)")
  }

  /// A study that was ended by a person right after its choice.
  private func expectTheChoiceNamedThoughTheFinalModelWasNotMade(of study: StudyRun, in folder: StudyFolder) {
    let script = """
      cp -r "$0" ended && cd ended && grep -v -e '"kind":"end"' -e checkpoints/final.json metrics.jsonl > kept
      mv kept metrics.jsonl
      """
    #expect(ProgramRun(["sh", "-c", script, study.path], in: folder.path).status == 0)
    let underWay = folder.run("explain", "ended", "--row", "r7")
    #expect(
      underWay.status == 66 && underWay.errors.contains("-default and has not made the final model yet"), "\(underWay)")
    Program.append(
      #"{"kind":"end","outcome":"stopped","reason":"Performance Plateau: rejected by ada"}"# + "\n",
      to: "\(folder.path)/ended/metrics.jsonl")
    let ended = folder.run("explain", "ended", "--row", "r7")
    #expect(
      ended.errors.contains(
        "-default, but ended before the final model was made (Performance Plateau"),
      "\(ended)")
  }

  private func expectChangedDataRefused(of study: StudyRun, in folder: StudyFolder) {
    Program.append("r-late,0,0,low,no\n", to: "\(folder.path)/data.csv")
    let changed = folder.run("explain", study.path, "--row", "r7")
    #expect(changed.status == 65 && changed.errors.contains("the data have changed since the study"), "\(changed)")
    Program.append(" ", to: "\(study.path)/checkpoints/final.json")
    let model = folder.run("explain", study.path, "--row", "r7")
    #expect(model.status == 65 && model.errors.contains("not the model that the study wrote"), "\(model)")
    _ = ProgramRun(["rm", "\(study.path)/checkpoints/final.json"])
    #expect(folder.run("explain", study.path, "--row", "r7").status == 66)
  }
}
