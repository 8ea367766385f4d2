import JSONText
import RunFormats
import RunModel
import TestSupport
import Testing

@Suite struct NativeRunTests {
  static let time = WallTime(1_795_224_616.25)
  static let records: [RunRecord] = [
    .hyperparameters([
      Hyperparameter(name: "lr", value: .number(0.1)), Hyperparameter(name: "deep/flag", value: .flag(true)),
      Hyperparameter(name: "name", value: .text("x\ny")),
    ]),
    .progress(Progress(step: 3, total: 10, phase: "train", wallTime: time)), .progress(Progress(step: -1, total: nil)),
    .checkpoint(Checkpoint(step: 4, path: "a/b", sha256: "00", byteCount: 5, reason: "best", wallTime: time)),
    .note(Note(text: "hi", level: .warning)), .restart(7),
    .approvalRequest(ApprovalRequest(checkpoint: "c", sha256: nil, question: "ok?", evidence: ["a", "b"])),
    .approvalRequest(
      ApprovalRequest(
        checkpoint: "c", sha256: nil, question: "ok?",
        gates: [
          .init(name: "auc at least 0.8", hasPassed: true, evidence: "0.84"), .init(name: "x", hasPassed: false),
          .init(name: "y", hasPassed: nil),
        ], askedBy: "ci@lab")),
    .approvalRequest(
      ApprovalRequest(
        checkpoint: "c", sha256: nil, question: "how?",
        escalation: Escalation(
          kind: "data_issues", alternatives: [.init(name: "go-on", what: "Go on.", cost: "0", effect: "none")]))),
    .end(TrainingEnd(outcome: .failed, reason: "NaN")),
    .table(
      .confusion(ConfusionMatrix(origin: TableOrigin(split: "test"), labels: ["a", "b"], counts: [[1, 2], [3, 4]]))),
    .table(
      .roc(
        ROCCurve(
          className: "a", falsePositiveRate: [0, 1], truePositiveRate: [0, 1], thresholds: [.infinity, 0],
          areaUnderCurve: 0.5))),
    .table(
      .precisionRecall(
        PrecisionRecallCurve(precision: [1, 0.5], recall: [0, 1], thresholds: [0.3], averagePrecision: nil))),
    .table(.calibration(CalibrationCurve(meanPredicted: [0.5], fractionPositive: [0.4], counts: [9]))),
    .table(.importance(FeatureImportance(measure: "gain", features: ["x"], values: [2], deviations: [0.5]))),
    .table(
      .drift(
        DriftReport(
          origin: TableOrigin(step: 3), reference: "a", current: "b", rule: "psi > 0.2",
          features: [
            .init(name: "x", measure: "psi", value: nil, threshold: 0.2, status: .ok),
            .init(name: "y", measure: "psi", value: 1, threshold: 0.2, status: .drift, since: "May"),
          ]))),
  ]

  /// With everything that a table may say.
  static let fullTables: [RunRecord] = [
    .table(
      .confusion(
        ConfusionMatrix(
          labels: ["a", "b"], counts: [[1, 2], [3, 4]], threshold: 0.5, weights: [[0.5, 1], [1.5, 2]]))),
    .table(
      .roc(
        ROCCurve(
          average: .micro, falsePositiveRate: [0, 1], truePositiveRate: [0, 1], areaUnderCurve: 0.5,
          interval: ScoreInterval(low: 0.4, high: 0.6, level: 0.9, method: "DeLong")))),
    .table(
      .precisionRecall(
        PrecisionRecallCurve(
          average: .macro, precision: [1], recall: [0], averagePrecision: 1,
          interval: ScoreInterval(low: 0, high: 1, level: 0.95)))),
    .table(
      .calibration(
        CalibrationCurve(
          className: "a", binning: .equalWidth, meanPredicted: [0.5], fractionPositive: [0.4], counts: [9]))),
    .table(
      .scores(
        ScoreHistogram(
          className: "b", edges: [0, 0.5, 1], labels: ["a", "b"], counts: [[3, 1], [0, 2]],
          weights: [[1, 0.5], [0, 1]]))),
    .table(
      .operatingPoint(
        OperatingPoint(
          threshold: 0.4, goal: "earns most",
          payoff: .init(truePositive: 10, falsePositive: -1, trueNegative: 0, falseNegative: -5, unit: "EUR")))),
    .table(.operatingPoint(OperatingPoint(threshold: nil))),
    .table(
      .regression(
        RegressionEvaluation(
          target: "y", rowCount: 3, predictedActual: .init(xEdges: [0, 1, 2], yEdges: [0, 5], counts: [[1, 2]]),
          predictedResidual: .init(xEdges: [0, 1], yEdges: [-1, 0, 1], counts: [[1], [2]]),
          residualEdges: [-1, 1], residualCounts: [3],
          measures: [
            .init(name: "rmse", value: 2, interval: ScoreInterval(low: 1, high: 3, level: 0.95)),
            .init(name: "r2", value: nil),
          ]))),
    .table(.regression(RegressionEvaluation(rowCount: 0))),
    .table(
      .shap(
        ShapSummary(
          className: "b", unit: "log odds", rowCount: 2, edges: [-1, 0, 1],
          features: [
            .init(
              name: "x", meanMagnitude: 0.5, correlation: 0.9, direction: "high raises", counts: [1, 1],
              valueRanks: [0, 1]), .init(name: "z", meanMagnitude: 0, counts: [0, 2]),
          ]))),
    .table(
      .drift(
        DriftReport(
          reference: "a", current: "b", rule: "", windows: ["Jan", "Feb"], window: "2026",
          features: [
            .init(
              name: "x", measure: "psi", value: 0.3, threshold: 0.2, status: .drift, history: [0.1, 0.3],
              distribution: .init(
                bins: .edges([0, 1, 2]), reference: [5, 5], current: [1, 9], missingReference: 1, missingCurrent: 2)),
            .init(
              name: "y", measure: "psi", value: 0, threshold: 0.2, status: .ok, history: [0, 0],
              distribution: .init(bins: .levels(["a"]), reference: [1], current: [1])),
          ]))),
  ]

  @Test(arguments: [1, 7, nil])
  func everythingThatATableMaySayReadsBackTheSame(chunkLength: Int?) throws {
    let text = Self.fullTables.map { NativeRecordEncoder.line($0) + "\n" }.joined()
    let decoded = try Decoded("pitwall-run", text, chunkLength: chunkLength)
    #expect(decoded.batch.damage == [] && decoded.records == Self.fullTables)
  }

  @Test(arguments: [1, 7, nil])
  func everyRecordReadsBackTheSameAmongThePoints(chunkLength: Int?) throws {
    var text = ""
    for record in Self.records {
      text += NativeRecordEncoder.metricLine(step: 5, wallTime: Self.time, values: [("a", 1), ("b", .nan)]) + "\n"
      text += NativeRecordEncoder.line(record) + "\n"
    }
    let decoded = try Decoded("pitwall-run", text, chunkLength: chunkLength)
    #expect(decoded.batch.damage == [])
    #expect(decoded.records == Self.records)
    #expect(decoded.batch.records.map(\.precedingPoints) == Self.records.indices.map { 2 * ($0 + 1) })
    #expect(decoded.points.suffix(2) == [ExpectedPoint("a", 5, 1), ExpectedPoint("b", 5, .nan)])
    #expect(decoded.batch.points.wallTime.allSatisfy { $0 == 1_795_224_616.25 })
  }

  @Test func aKindMayComeLastAndUnknownOnesAreIgnored() throws {
    let decoded = try Decoded(
      "pitwall-run",
      """
      {"step":1,"a":2,"kind":"restart"}
      {"a":1,"kind":"later"}
      {"kind":"metric","a":3}

      """)
    #expect(decoded.records == [.restart(1)])
    #expect(decoded.points == [ExpectedPoint("a", 0, 3)])
    #expect(decoded.batch.damage == [])
  }

  @Test func aRecordWithoutWhatItNeedsIsDamage() throws {
    let decoded = try Decoded(
      "pitwall-run",
      """
      {"kind":"checkpoint","step":1}
      {"kind":"table","table":"roc","fpr":[1],"tpr":[]}

      """)
    #expect(
      decoded.batch.damage == [
        .init(byteOffset: 0, reason: "a checkpoint record lacks \"path\""),
        .init(byteOffset: 31, reason: "\"tpr\" of a table record must be a list of 1 numbers"),
      ])
  }

  @Test func documentsReadBackTheSame() throws {
    let process = ProcessIdentity(host: "h", boot: "b", pid: 7, start: 9)
    #expect(try ProcessIdentity(json: process.json) == process)
    for exit in [ExitStatus.code(75), .signal(9), nil] {
      let status = RunStatus(
        state: .paused, since: Self.time, reason: "r", attempt: 2, supervisor: process, training: nil, exit: exit,
        checkpoint: "c")
      #expect(try RunStatus(json: status.json) == status)
    }
    let identity = RunIdentity(
      id: "i", name: "n", created: Self.time, host: "h", argv: ["a", "b"], seed: 7, versions: ["x": "1"], parent: "p")
    #expect(try RunIdentity(json: try JSONValue(parsing: identity.json.serialized(pretty: true))) == identity)
    for action: ControlRequest.Action in [.pause(.checkpoint), .pause(.freeze), .resume, .stop, .kill, .decided] {
      let request = ControlRequest(id: "1", action: action, reason: "r", by: "a@b", wallTime: nil)
      #expect(try ControlRequest(json: request.json) == request)
    }
    let time = try #require(Self.time)
    let decision = Decision(
      id: "d", wallTime: time, verdict: .hold, runID: "r", checkpoint: "c", sha256: "s", by: "b", reason: "é",
      previous: "0")
    #expect(try Decision.read(line: Array(decision.json.serialized().utf8)[...]) == decision)
  }

  @Test(
    arguments: [
      .state(from: nil, to: .running, reason: "launched", by: nil),
      .state(from: .running, to: .failed, reason: "", by: "a"),
      .attempt(number: 1, argv: ["x"], pid: 3, resumeFrom: "c"),
      .attempt(number: 2, argv: ["x"], pid: 3, resumeFrom: nil, metricsByteCount: 7),
      .exit(attempt: 1, status: .signal(9), cpuSeconds: 1.5, maxResidentBytes: 3),
      .exit(attempt: 1, status: nil, cpuSeconds: nil, maxResidentBytes: nil),
      .answer(request: "r", accepted: false, reason: "no"),
      .resources(ResourceSample(cpuPercent: 99.5, residentBytes: 5, processCount: 2)), .adopted(pid: 3),
      .resources(
        ResourceSample(
          cpuPercent: 1, residentBytes: 2, processCount: 3, diskReadBytes: 4, diskWrittenBytes: 5, consoleBytes: 6,
          consoleErrorBytes: 7,
          host: HostSample(
            cpuPercent: 7, coreCount: 8, memoryUsedBytes: 9, memoryTotalBytes: 10, load: 0.5, networkReceivedBytes: 11,
            networkSentBytes: 12),
          gpus: [
            GPUSample(index: 0, name: "A100"),
            GPUSample(
              index: 1, name: "", utilizationPercent: 13, memoryUsedBytes: 14, memoryTotalBytes: 15, powerWatts: 16.5,
              temperatureCelsius: 17),
          ])),
    ] as [RunEvent.Kind])
  func eventsReadBackTheSame(kind: RunEvent.Kind) throws {
    let event = RunEvent(wallTime: Self.time, kind: kind)
    #expect(try RunEvent.read(line: Array(event.json.serialized().utf8)[...]) == event)
  }

  @Test func errorsNameDocumentAndKey() {
    #expect(throws: DocumentError.missing(key: "state", document: "state.json")) { try RunStatus(json: [:]) }
    #expect(throws: DocumentError.notAnObject(document: "run.json")) { try RunIdentity(json: []) }
    #expect(
      throws: DocumentError.wrongValue(key: "attempt", document: "state.json", expected: "a whole number of 32 bits")
    ) {
      try RunStatus(json: ["state": "running", "attempt": "x"])
    }
    #expect(throws: DocumentError.self) { try Decision.read(line: Array("{".utf8)[...]) }
  }

  @Test(arguments: [
    #""gpus":1"#, #""gpus":[1]"#, #""gpus":[{"name":"x"}]"#, #""gpus":[{"index":-1}]"#, #""host":[]"#,
    #""host":{"load":"x"}"#, #""disk_read_bytes":"1""#,
  ])
  func aSampleWithSomethingElseInItIsRefused(_ member: String) {
    let line = #"{"kind":"resources","cpu_percent":1,"rss_bytes":2,"processes":3,"# + member + "}"
    #expect(throws: DocumentError.self) { try RunEvent.read(line: Array(line.utf8)[...]) }
  }

  @Test func eventsOfLaterVersionsAreNoError() throws {
    #expect(try RunEvent.read(line: Array(#"{"kind":"later"}"#.utf8)[...]) == nil)
  }
}
