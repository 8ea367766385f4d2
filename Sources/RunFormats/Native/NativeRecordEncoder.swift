internal import JSONText
public import RunModel

/// Writes lines of `metrics.jsonl`, without their newlines.
public enum NativeRecordEncoder {
  /// A metric line. A metric named like a key of the format (`kind`, `step`, `t`) is left out, as it could not be read
  /// back as a metric.
  public static func metricLine(step: Step, wallTime: WallTime?, values: [(MetricName, Double)]) -> String {
    var object: JSONObject = ["step": .integer(step.rawValue)]
    object.appendIfKnown("t", JSONValue(wallTime))
    for (name, value) in values where !reservedKeys.contains(name.rawValue) {
      object.append(name.rawValue, .number(value))
    }
    return JSONValue.object(object).serialized()
  }

  /// Any other record as a line.
  public static func line(_ record: RunRecord) -> String { record.json.serialized() }

  private static let reservedKeys: Set<String> = ["kind", "step", "t"]
}
