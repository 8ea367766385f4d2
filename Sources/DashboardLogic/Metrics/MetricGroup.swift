public import RunModel

/// The metrics of a run that belong in one chart: one measure on its several splits.
public struct MetricGroup: Equatable, Sendable {
  public struct Member: Equatable, Sendable {
    public var name: MetricName
    public var split: MetricSplit
    /// Its place in `RunSnapshot.metrics`.
    public var index: Int
  }
  public var measure: String
  /// By split; never empty.
  public var members: [Member]
  public var direction: MetricDirection? { MetricDirection(measure: measure) }

  /// What the chart is called: the measure where splits share it, else the metric's whole name.
  public var title: String { members.count == 1 ? members[0].name.rawValue : measure }

  /// The member a choice is made by: validation before test before unnamed before train.
  public var decisive: Member {
    let order: [MetricSplit] = [.validation, .test, .unnamed, .train]
    return order.lazy.compactMap { split in members.first { $0.split == split } }.first ?? members[0]
  }

  /// The groups of a run, those with something to compare first, then in the order of first appearance; counters last.
  ///
  /// A bare name joins its split's siblings when it is the only unnamed one, as in `loss` beside `val_loss`.
  public static func groups(of metrics: [RunSnapshot.Metric]) -> [MetricGroup] {
    var groups: [MetricGroup] = []
    var place: [String: Int] = [:]
    for (index, metric) in metrics.enumerated() {
      let role = MetricRole(of: metric.name)
      let member = Member(name: metric.name, split: role.split, index: index)
      if let at = place[role.measure], !groups[at].members.contains(where: { $0.split == role.split }) {
        groups[at].members.append(member)
      } else {
        if place[role.measure] == nil { place[role.measure] = groups.count }
        groups.append(MetricGroup(measure: role.measure, members: [member]))
      }
    }
    for index in groups.indices { groups[index].members.sort { $0.split < $1.split } }
    let measured = groups.filter { !$0.isCounter }
    return measured.filter { $0.members.count > 1 } + measured.filter { $0.members.count == 1 }
      + groups.filter(\.isCounter)
  }

  /// Whether it only says how far a run is.
  var isCounter: Bool { ["epoch", "step", "global_step", "iteration", "iter"].contains(measure.lowercased()) }

  /// The group that stands for the run in a list: one with a direction that was judged on held-out rows, a curve before
  /// a single value and, among curves, a higher-is-better one.
  public static func headline(among groups: [MetricGroup], metrics: [RunSnapshot.Metric]) -> MetricGroup? {
    let drawn = groups.filter { metrics[$0.decisive.index].series.count > 1 }
    func isHeldOut(_ group: MetricGroup) -> Bool {
      group.decisive.split == .validation || group.decisive.split == .test
    }
    return drawn.first { $0.direction == .higherIsBetter && isHeldOut($0) }
      ?? drawn.first { $0.direction == .lowerIsBetter && isHeldOut($0) }
      ?? groups.first { $0.direction != nil && isHeldOut($0) }
      ?? drawn.first { $0.direction != nil } ?? drawn.first ?? groups.first
  }
}
