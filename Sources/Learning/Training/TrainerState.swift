internal import JSONText

/// Where a training stands, besides its model.
struct TrainerState: Equatable, Sendable {
  /// Rounds trained.
  var round = 0
  /// The round with the lowest validation log-loss so far; 0 before the first.
  var bestRound = 0
  var bestLoss = Double.infinity

  func isFinished(rounds: Int, patience: Int) -> Bool {
    round >= rounds || (patience > 0 && bestRound > 0 && round - bestRound >= patience)
  }

  mutating func record(loss: Double) {
    round += 1
    if loss < bestLoss { (bestLoss, bestRound) = (loss, round) }
  }
}

/// One file with everything a training needs to go on: `docs/checkpoint-format.md`.
///
/// A line `pitwall-checkpoint/1`, a line of JSON, then the bytes of `model` and of `segmentModel`, both XGBoost UBJ.
struct BoostingCheckpoint: Equatable, Sendable {
  static let signature = "pitwall-checkpoint/1"

  var state: TrainerState
  /// The model after `state.round` rounds; of the best round in a final checkpoint.
  var model: [UInt8]
  /// Rounds at the start of the segment `state.round` lies in.
  var segmentStart: Int
  /// The model at `segmentStart`, from which the rounds up to `state.round` are trained again: XGBoost's random
  /// state inside a segment cannot be saved. Empty where the model itself is at a segment's start.
  var segmentModel: [UInt8]
  /// SHA-256 of what the result depends on: specification and data.
  var fingerprint: String
  /// How rows become columns of the model.
  var encoder: JSONValue

  var bytes: [UInt8] {
    let header: JSONObject = [
      "round": .integer(Int64(state.round)), "best_round": .integer(Int64(state.bestRound)),
      "best_loss": .number(state.bestLoss), "segment_start": .integer(Int64(segmentStart)),
      "model_bytes": .integer(Int64(model.count)), "segment_model_bytes": .integer(Int64(segmentModel.count)),
      "fingerprint": .string(fingerprint), "features": encoder,
    ]
    return Array("\(Self.signature)\n\(JSONValue.object(header).serialized())\n".utf8) + model + segmentModel
  }

  init(
    state: TrainerState, model: [UInt8], segmentStart: Int, segmentModel: [UInt8], fingerprint: String,
    encoder: JSONValue
  ) {
    (self.state, self.model, self.segmentStart, self.segmentModel) = (state, model, segmentStart, segmentModel)
    (self.fingerprint, self.encoder) = (fingerprint, encoder)
  }

  init(parsing bytes: [UInt8], path: String) throws(LearningError) {
    let prefix = Array("\(Self.signature)\n".utf8)
    guard bytes.starts(with: prefix), let end = bytes[prefix.count...].firstIndex(of: 0x0A) else {
      throw .checkpoint(path: path, reason: "not a \(Self.signature) file")
    }
    let header: JSONObject?
    do { header = try JSONValue(parsing: bytes[prefix.count..<end]).objectValue } catch {
      throw .checkpoint(path: path, reason: "damaged header: \(error.description)")
    }
    func count(_ key: String) -> Int? {
      header?[key]?.integerValue.flatMap { Int(exactly: $0) }.flatMap { $0 < 0 ? nil : $0 }
    }
    guard let round = count("round"), let bestRound = count("best_round"), let start = count("segment_start"),
      let bestLoss = header?["best_loss"]?.doubleValue, let modelCount = count("model_bytes"),
      let segmentCount = count("segment_model_bytes"), let fingerprint = header?["fingerprint"]?.stringValue
    else { throw .checkpoint(path: path, reason: "its header lacks a key") }
    let body = bytes[(end + 1)...]
    guard modelCount <= body.count, segmentCount == body.count - modelCount else {
      throw .checkpoint(path: path, reason: "it has \(body.count) bytes of models where its header says otherwise")
    }
    self.init(
      state: TrainerState(round: round, bestRound: bestRound, bestLoss: bestLoss),
      model: Array(body.prefix(modelCount)),
      segmentStart: start, segmentModel: Array(body.dropFirst(modelCount)), fingerprint: fingerprint,
      encoder: header?["features"] ?? .null)
  }
}
