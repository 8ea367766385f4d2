import RunFormats
import RunModel
import TestSupport
import Testing

/// Tables whose parts do not fit each other are damage, whatever else the line says; no bytes make the decoder trap.
@Suite struct EvaluationTableTests {
  static let misfits: [(line: String, reason: String)] = [
    (
      #"{"kind":"table","table":"confusion","labels":["a","b"],"counts":[[1,2],[3]]}"#,
      #""counts" of a table record must be 2 rows of 2 counts"#
    ),
    (
      #"{"kind":"table","table":"confusion","labels":["a"],"counts":[[1]],"weights":[[1,2]]}"#,
      #""weights" of a table record must be 1 rows of 1 numbers"#
    ),
    (
      #"{"kind":"table","table":"scores","edges":[0,0],"labels":["a"],"counts":[[1]]}"#,
      #""edges" of a table record must be a list of two or more ascending numbers"#
    ),
    (
      #"{"kind":"table","table":"scores","edges":[0,"NaN"],"labels":["a"],"counts":[[1]]}"#,
      #""edges" of a table record must be a list of two or more ascending numbers"#
    ),
    (
      #"{"kind":"table","table":"scores","edges":[0,1],"labels":["a"],"counts":[[1,1]]}"#,
      #""counts" of a table record must be 1 rows of 1 counts"#
    ),
    (
      #"{"kind":"table","table":"regression","rows":1,"residual_edges":[0,1],"residual_counts":[-1]}"#,
      #""residual_counts" of a table record must be a list of 1 counts"#
    ),
    (
      #"{"kind":"table","table":"regression","rows":1,"predicted_actual":{"x_edges":[0,1],"y_edges":[0,1],"counts":[]}}"#,
      #""counts" of "predicted_actual" of a table record must be 1 rows of 1 counts"#
    ),
    (
      #"{"kind":"table","table":"shap","rows":1,"edges":[0,1],"features":[{"feature":"x","mean_abs":1,"counts":[1,2]}]}"#,
      #""counts" of a feature of a table record must be a list of 1 counts"#
    ),
    (
      #"{"kind":"table","table":"operating_point","payoff":{"true_positive":1}}"#,
      #"the payoff of a table record lacks "false_positive""#
    ),
    (
      #"{"kind":"table","table":"roc","fpr":[0],"tpr":[0],"interval":{"low":1}}"#,
      #"the interval of a table record lacks "high""#
    ),
    (
      #"{"kind":"table","table":"roc","fpr":[0],"tpr":[0],"interval":{"low":1,"high":0.5}}"#,
      #""low" of the interval of a table record must be a number that is not above "high""#
    ),
    (
      #"{"kind":"table","table":"confusion","labels":["a"],"counts":[[-1]]}"#,
      #""counts" of a table record must be a list of rows of counts"#
    ),
    (
      #"{"kind":"table","table":"calibration","mean_predicted":[1],"fraction_positive":[1],"counts":[-1]}"#,
      #""counts" of a table record must be a list of 1 counts"#
    ),
    (
      #"{"kind":"table","table":"drift","reference":"a","current":"b","features":[{"feature":"x","measure":"psi","threshold":1,"status":"ok","distribution":{"levels":["a"],"reference":[1],"current":[1],"missing_current":-1}}]}"#,
      #""missing_current" of the distribution of a feature of a table record must be a count"#
    ),
  ]

  @Test(arguments: misfits) func partsThatDoNotFitAreDamage(_ misfit: (line: String, reason: String)) throws {
    let decoded = try Decoded("pitwall-run", misfit.line + "\n")
    #expect(decoded.records == [])
    #expect(decoded.batch.damage.map(\.reason) == [misfit.reason])
  }

  @Test func binsOfAKindThatIsNotKnownAreJustBins() throws {
    let line =
      #"{"kind":"table","table":"calibration","binning":"isotonic","mean_predicted":[0.5],"fraction_positive":[0.4],"counts":[9]}"#
    let decoded = try Decoded("pitwall-run", line + "\n")
    let curve = CalibrationCurve(meanPredicted: [0.5], fractionPositive: [0.4], counts: [9])
    #expect(decoded.records == [.table(.calibration(curve))] && decoded.batch.damage.isEmpty)
  }

  /// A text is measured in every frame.
  @Test func longTextsAreCut() throws {
    let decoded = try Decoded(
      "pitwall-run", #"{"kind":"note","text":"\#(String(repeating: "é", count: 10_000))"}"# + "\n")
    guard case .note(let note)? = decoded.records.first else {
      Issue.record("no note")
      return
    }
    #expect(note.text == String(repeating: "é", count: 4_095) + "…")
  }

  @Test func aDriftHistoryHasAValueForEachWindow() throws {
    let feature = #"{"feature":"x","measure":"psi","value":1,"threshold":1,"status":"ok","history":[1,null,3]}"#
    let line = { (windows: String) in
      #"{"kind":"table","table":"drift","reference":"a","current":"b","windows":\#(windows),"features":[\#(feature)]}"#
    }
    let decoded = try Decoded("pitwall-run", line(#"["i","j","k"]"#) + "\n" + line(#"["i"]"#) + "\n")
    #expect(decoded.records.count == 1 && decoded.batch.damage.count == 1)
    guard case .table(.drift(let report))? = decoded.records.first else {
      Issue.record("no report")
      return
    }
    let history = report.features[0].history
    #expect(history[0] == 1 && history[1].isNaN && history[2] == 3)
  }

  @Test func anAverageOfALaterVersionIsDamage() throws {
    let decoded = try Decoded(
      "pitwall-run", #"{"kind":"table","table":"roc","average":"weighted","fpr":[0],"tpr":[0]}"# + "\n")
    #expect(decoded.batch.damage.map(\.reason) == [#""average" of a table record must be macro or micro"#])
  }

  /// Each line cut at every place, and with every bit of every seventh byte flipped: a record, damage or nothing.
  @Test func cutAndFlippedLinesAreRecordsOrDamage() throws {
    for record in NativeRunTests.fullTables {
      let line = Array(NativeRecordEncoder.line(record).utf8)
      for end in line.indices.dropFirst() {
        let decoded = try Decoded("pitwall-run", Array(line[..<end]) + [0x0A], chunkLength: nil)
        #expect(decoded.records.count + decoded.batch.damage.count == 1)
      }
      for place in stride(from: 0, to: line.count, by: 7) {
        for bit in 0..<8 {
          var flipped = line
          flipped[place] ^= 1 << UInt8(bit)
          let decoded = try Decoded("pitwall-run", flipped + [0x0A], chunkLength: nil)
          #expect(decoded.error == nil && decoded.records.count <= 2)
        }
      }
    }
  }
}
