internal import RunModel

/// Where a later attempt of a run begins in what the run has recorded.
struct AttemptStart: Equatable {
  /// When it was started.
  var wallTime: WallTime?
  /// How long `metrics.jsonl` was; nil where the supervisor was of a version that did not write it down.
  var metricsByteCount: Int64?
}
