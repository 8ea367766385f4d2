public import RunModel

/// Runs whose health is known, as stories and frames need them: made by simple formulas.
public enum TrainingRuns {
  /// - Parameter values: at steps 0, 1, ...
  public static func run(_ name: String, _ values: [(MetricName, [Double])], stride: Int64 = 1) -> RunSnapshot {
    var run = RunSnapshot(id: name, name: name, path: "/runs/\(name)", formats: ["jsonl"])
    run.metrics = values.map { name, values in
      var series = MetricSeries()
      for (index, value) in values.enumerated() {
        series.record(step: Step(Int64(index) * stride), wallTime: .nan, value: value)
      }
      return RunSnapshot.Metric(name: name, series: series)
    }
    run.latestStep = run.metrics.compactMap { $0.series.last?.step }.max()
    run.updated = WallTime(1_795_224_615)
    return run
  }

  /// Learns: both losses fall from ln 10.
  public static func healthy(_ name: String) -> RunSnapshot {
    let loss = (0..<60).map { 2.303 / (1 + Double($0) / 4) }
    return run(
      name, [("train/loss", loss), ("val/loss", loss.map { $0 + 0.05 }), ("val/accuracy", loss.map { 1 - $0 / 3 })])
  }

  /// Stays at ln 10.
  public static func plateau(_ name: String) -> RunSnapshot {
    let loss = (0..<60).map { 2.303 + 0.002 * Double($0 % 3) }
    return run(name, [("train/loss", loss), ("val/loss", loss), ("grad_norm", loss)])
  }

  /// The training loss falls, the validation loss rises from step 20 on.
  public static func overfitting(_ name: String) -> RunSnapshot {
    let training = (0..<60).map { 2.303 / (1 + Double($0) / 3) }
    let falling = (0..<20).map { 2.303 - 0.08 * Double($0) }
    let validation = falling + (0..<40).map { 0.703 + 0.03 * Double($0) }
    return run(name, [("train/loss", training), ("val/loss", validation)])
  }

  /// Falls until step 30 and is NaN from there; two values of the loss 5 above those around them before.
  public static func broken(_ name: String) -> RunSnapshot {
    let loss = (0..<40).map { step -> Double in
      if step >= 30 { return .nan }
      return (step == 12 || step == 20 ? 7 : 2) / (1 + Double(step) / 10)
    }
    return run(name, [("train/loss", loss), ("lr", loss.map { _ in 0.1 })])
  }

  /// Nine layers whose gradients shrink towards the first; `encoder.2` is dead from step 500 of 1,000, `head` explodes.
  public static func layers(_ name: String) -> RunSnapshot {
    let names = (0..<8).map { "encoder.\($0)" } + ["head"]
    let gradients = names.enumerated().map { index, layer -> (MetricName, [Double]) in
      let values = (0..<100).map { step -> Double in
        let wave = 1 + 0.3 * Double((step * 7 + index * 3) % 10) / 10
        if layer == "encoder.2", step >= 50 { return 1e-9 * wave }
        if layer == "head", step >= 60 { return 0.3 * wave * Double((step - 59) * (step - 59)) }
        return 0.001 * Double(1 << index) * wave / (1 + Double(step) / 50)
      }
      return (MetricName("grad_norm/\(layer)"), values)
    }
    let weights = names.enumerated().map { index, layer in
      (MetricName("weight_norm/\(layer)"), (0..<100).map { 2 + Double(index) + Double($0) / 100 })
    }
    return run(name, gradients + weights, stride: 10)
  }

  /// Histograms of the gradients and the weights of two layers, evenly spread over values that become fewer and more.
  public static func histograms(_ name: String) -> RunSnapshot {
    var snapshot = run(name, [(MetricName("loss"), (0..<10).map { 1 / Double($0 + 1) })], stride: 10)
    for (tensor, norm) in [("grad/fc1", 10.0), ("grad/fc2", 1), ("weights/fc1", 40), ("weights/fc2", 30)] {
      var series = HistogramSeries(name: MetricName(tensor))
      for step in 0..<10 {
        let end = tensor.hasPrefix("grad") ? norm / Double(10 * (step + 1)) : norm / 100 * Double(step + 2)
        let bins = (0..<20).map { bin -> TensorHistogram.Bin in
          let (low, high) = (Double(bin) / 10 - 1, Double(bin + 1) / 10 - 1)
          return TensorHistogram.Bin(low: end * low, high: end * high, count: Double(1 + min(bin, 19 - bin)))
        }
        guard let made = TensorHistogram(step: Step(Int64(step * 10)), bins: bins, norm: norm) else { continue }
        series.record(made)
      }
      snapshot.histograms.append(series)
    }
    return snapshot
  }
}
