/// The parameters of XGBoost that the study's learners set. XGBoost accepts unknown names in silence, so only these
/// names are ever set. One thread.
struct BoosterParameters {
  enum Objective: String {
    case logistic = "binary:logistic"
    case squaredError = "reg:squarederror"
    case softmax = "multi:softprob"
  }

  var objective: Objective
  /// Of `softmax`.
  var classCount = 0
  /// Where the first tree starts: a probability for `logistic`, a value for `squaredError`.
  var baseScore = 0.5
  var seed: UInt64 = 0
  var learningRate = 0.1
  /// 0: no limit.
  var maxDepth = 6
  var minChildWeight = 1.0
  var subsample = 1.0
  /// Share of the columns that a tree, and that a node may use.
  var columnSample = 1.0
  var nodeColumnSample = 1.0
  var l2 = 1.0
  var l1 = 0.0
  var gamma = 0.0
  /// Trees a round, whose mean is taken.
  var treesPerRound = 1
  var maxBins = 256

  /// Name and value as XGBoost takes them.
  var pairs: [(name: String, value: String)] {
    var pairs = [
      ("objective", objective.rawValue), ("tree_method", "hist"), ("disable_default_eval_metric", "1"),
      ("verbosity", "0"), ("nthread", "1"), ("seed", "\(Int32(truncatingIfNeeded: seed & 0x7FFF_FFFF))"),
      ("base_score", "\(baseScore)"), ("eta", "\(learningRate)"), ("max_depth", "\(maxDepth)"),
      ("min_child_weight", "\(minChildWeight)"), ("subsample", "\(subsample)"),
      ("colsample_bytree", "\(columnSample)"), ("colsample_bynode", "\(nodeColumnSample)"), ("lambda", "\(l2)"),
      ("alpha", "\(l1)"), ("gamma", "\(gamma)"), ("num_parallel_tree", "\(treesPerRound)"),
      ("max_bin", "\(maxBins)"),
    ]
    if objective == .softmax { pairs.append(("num_class", "\(classCount)")) }
    return pairs
  }
}
