internal import RunModel

/// Settings inside TensorBoard's `hparams` plugin: `HParamsPluginData` (`plugins/hparams/plugin_data.proto`), whose
/// field 3 is `SessionStartInfo`, whose field 1 is a map to `google.protobuf.Value`.
enum HyperparameterContent {
  /// Sorted by name, as a map has no order; empty when the message is of another kind.
  static func read(
    _ base: UnsafePointer<UInt8>, _ content: WireReader.Stretch
  ) throws(WireError) -> [Hyperparameter] {
    var settings: [Hyperparameter] = []
    var reader = WireReader(base, content)
    while !reader.isAtEnd {
      let field = try reader.field()
      guard field.number == 3 && field.type == 2 else {
        try reader.skip(field.type)
        continue
      }
      var start = WireReader(base, try reader.stretch())
      while !start.isAtEnd {
        let part = try start.field()
        if part.number == 1 && part.type == 2 {
          if let setting = try entry(base, try start.stretch()) { settings.append(setting) }
        } else {
          try start.skip(part.type)
        }
      }
    }
    return settings.sorted { $0.name < $1.name }
  }

  private static func entry(
    _ base: UnsafePointer<UInt8>, _ entry: WireReader.Stretch
  ) throws(WireError) -> Hyperparameter? {
    var name = ""
    var value: Hyperparameter.Value?
    var reader = WireReader(base, entry)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (1, 2): name = reader.text(try reader.stretch())
      case (2, 2): value = try self.value(base, try reader.stretch())
      default: try reader.skip(field.type)
      }
    }
    return value.map { Hyperparameter(name: name, value: $0) }
  }

  private static func value(
    _ base: UnsafePointer<UInt8>, _ value: WireReader.Stretch
  ) throws(WireError) -> Hyperparameter.Value? {
    var result: Hyperparameter.Value?
    var reader = WireReader(base, value)
    while !reader.isAtEnd {
      let field = try reader.field()
      switch (field.number, field.type) {
      case (2, 1): result = .number(Double(bitPattern: try reader.fixed64()))
      case (3, 2): result = .text(reader.text(try reader.stretch()))
      case (4, 0): result = .flag(try reader.varint() != 0)
      default: try reader.skip(field.type)
      }
    }
    return result
  }
}
