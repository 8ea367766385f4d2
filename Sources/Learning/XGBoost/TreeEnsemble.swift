internal import Glibc

/// XGBoost's trees as values that any thread can follow, without XGBoost: the same sums in the same order.
struct TreeEnsemble: Sendable {
  struct Node: Sendable {
    /// The encoded column compared; -1 at a leaf.
    var column: Int32
    /// Left where the value is below it; at a leaf the leaf's value.
    var threshold: Float
    /// Node numbers in the ensemble; the right child follows the left one's number freely.
    var left: Int32
    var right: Int32
    var missingGoesLeft: Bool
  }

  /// Node number of each tree's root.
  private(set) var roots: [Int32] = []
  /// The output that each tree adds to.
  private(set) var outputs: [Int32] = []
  private(set) var nodes: [Node] = []
  /// Loss reduction of each split; 0 at a leaf.
  private(set) var gains: [Float] = []
  let outputCount: Int
  /// As XGBoost has it: before the link function.
  let baseScore: Float
  private(set) var depth = 0

  var treeCount: Int { roots.count }
  /// Where sums of log odds start.
  var logOddsOfBase: Float { -logf(1 / baseScore - 1) }
  var leafCount: Int { nodes.reduce(0) { $0 + ($1.column < 0 ? 1 : 0) } }

  /// - Parameters:
  ///   - model: what `Booster.modelBytes` gives.
  ///   - width: encoded columns that rows will have.
  /// - Throws: `.model` when bytes are damaged or trees do not fit the width or end nowhere.
  init(_ model: [UInt8], width: Int) throws(LearningError) {
    let root = try UniversalBinaryJSON(parsing: model)["learner"]
    let gradientBooster = root?["gradient_booster"]?["model"]
    guard let parameters = root?["learner_model_param"],
      let base = parameters["base_score"]?.string.flatMap(Float.init),
      let classes = parameters["num_class"]?.string.flatMap({ Int($0) }), (0...100_000).contains(classes),
      let trees = gradientBooster?["trees"]?.elements, let info = gradientBooster?["tree_info"]?.integers,
      info.count == trees.count
    else { throw Self.damage }
    (outputCount, baseScore) = (max(1, classes), base)
    for (tree, output) in zip(trees, info) {
      guard (0..<Int64(outputCount)).contains(output) else { throw Self.damage }
      try append(tree, output: Int32(output), width: width)
    }
  }

  private static var damage: LearningError { .model(reason: "its trees are damaged") }

  private mutating func append(_ tree: UniversalBinaryJSON, output: Int32, width: Int) throws(LearningError) {
    guard let left = tree["left_children"]?.integers, let right = tree["right_children"]?.integers,
      let columns = tree["split_indices"]?.integers, let thresholds = tree["split_conditions"]?.floats,
      let missing = tree["default_left"]?.integers, let losses = tree["loss_changes"]?.floats, !left.isEmpty,
      [right.count, columns.count, thresholds.count, missing.count, losses.count].allSatisfy({ $0 == left.count })
    else { throw Self.damage }
    let start = Int32(nodes.count)
    // A child comes after its parent, so that every path ends; a walk of the numbers then also knows the depth.
    var depths = [Int](repeating: 0, count: left.count)
    for index in left.indices {
      let isLeaf = left[index] < 0
      if !isLeaf {
        for child in [left[index], right[index]] {
          guard child > index, child < left.count else { throw Self.damage }
          depths[Int(child)] = depths[index] + 1
        }
        guard (0..<Int64(width)).contains(columns[index]) else { throw Self.damage }
      }
      nodes.append(
        Node(
          column: isLeaf ? -1 : Int32(columns[index]), threshold: thresholds[index],
          left: isLeaf ? -1 : start + Int32(left[index]), right: isLeaf ? -1 : start + Int32(right[index]),
          missingGoesLeft: missing[index] != 0))
      gains.append(isLeaf ? 0 : losses[index])
    }
    depth = max(depth, depths.max() ?? 0)
    roots.append(start)
    outputs.append(output)
  }

  /// Sums of leaves, starting from `start`; row-major, `rowCount × outputCount`. O(rows × trees × depth).
  func sums(_ rows: EncodedRows, from start: Float) -> [Float] {
    var sums = [Float](repeating: start, count: rows.rowCount * outputCount)
    rows.values.withUnsafeBufferPointer { values in
      nodes.withUnsafeBufferPointer { nodes in
        sums.withUnsafeMutableBufferPointer { sums in
          for (root, output) in zip(roots, outputs) {
            for row in 0..<rows.rowCount {
              let offset = row * rows.width
              var node = nodes[Int(root)]
              while node.column >= 0 {
                let value = values[offset + Int(node.column)]
                let goesLeft = value.isNaN ? node.missingGoesLeft : value < node.threshold
                node = nodes[Int(goesLeft ? node.left : node.right)]
              }
              sums[row * outputCount + Int(output)] += node.threshold
            }
          }
        }
      }
    }
    return sums
  }

  /// Splits on the rows' paths through all trees. O(rows × trees × depth).
  func comparisons(_ rows: EncodedRows) -> Int {
    var count = 0
    for root in roots {
      for row in 0..<rows.rowCount {
        var node = nodes[Int(root)]
        while node.column >= 0 {
          let value = rows.values[row * rows.width + Int(node.column)]
          let goesLeft = value.isNaN ? node.missingGoesLeft : value < node.threshold
          node = nodes[Int(goesLeft ? node.left : node.right)]
          count += 1
        }
      }
    }
    return count
  }

  /// Sum of the loss reductions of all splits on each column that has any.
  var totalGains: [Int: Double] {
    var totals: [Int: Double] = [:]
    for (node, gain) in zip(nodes, gains) where node.column >= 0 {
      totals[Int(node.column), default: 0] += Double(gain)
    }
    return totals
  }
}
