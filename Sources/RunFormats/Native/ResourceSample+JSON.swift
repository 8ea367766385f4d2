internal import JSONText
internal import RunModel

extension ResourceSample {
  /// Reads the keys of a `resources` line; those of later versions than the first three may be missing.
  init(_ fields: DocumentFields) throws(DocumentError) {
    self.init(
      cpuPercent: try fields.requiredNumber("cpu_percent"), residentBytes: try fields.requiredWhole("rss_bytes"),
      processCount: Int(try fields.requiredWhole("processes")),
      diskReadBytes: try fields.whole("disk_read_bytes"), diskWrittenBytes: try fields.whole("disk_written_bytes"),
      consoleBytes: try fields.whole("console_bytes"),
      consoleErrorBytes: try fields.whole("console_stderr_bytes"), host: try fields.object("host").map(HostSample.read),
      gpus: try Self.gpus(of: fields))
  }

  private static func gpus(of fields: DocumentFields) throws(DocumentError) -> [GPUSample] {
    guard let list = fields.value("gpus") else { return [] }
    guard let values = list.arrayValue else { throw fields.wrong("gpus", "a list of objects") }
    var gpus: [GPUSample] = []
    for value in values { gpus.append(try GPUSample(DocumentFields(value, document: "a GPU of an event"))) }
    return gpus
  }

  func write(to object: inout JSONObject) {
    object.append("cpu_percent", .number(cpuPercent))
    object.append("rss_bytes", .integer(residentBytes))
    object.append("processes", .integer(Int64(processCount)))
    object.appendIfKnown("disk_read_bytes", JSONValue(diskReadBytes))
    object.appendIfKnown("disk_written_bytes", JSONValue(diskWrittenBytes))
    object.appendIfKnown("console_bytes", JSONValue(consoleBytes))
    object.appendIfKnown("console_stderr_bytes", JSONValue(consoleErrorBytes))
    if let host { object.append("host", host.json) }
    if !gpus.isEmpty { object.append("gpus", .array(gpus.map(\.json))) }
  }
}

extension HostSample {
  fileprivate static func read(_ object: JSONObject) throws(DocumentError) -> HostSample {
    let fields = DocumentFields(object, document: "\"host\" of an event")
    return HostSample(
      cpuPercent: try fields.number("cpu_percent"), coreCount: try fields.int32("cores").map { Int($0) },
      memoryUsedBytes: try fields.whole("memory_used_bytes"), memoryTotalBytes: try fields.whole("memory_total_bytes"),
      load: try fields.number("load"), networkReceivedBytes: try fields.whole("network_received_bytes"),
      networkSentBytes: try fields.whole("network_sent_bytes"))
  }

  fileprivate var json: JSONValue {
    var object = JSONObject()
    object.appendIfKnown("cpu_percent", JSONValue(cpuPercent))
    object.appendIfKnown("cores", JSONValue(coreCount.map { Int64($0) }))
    object.appendIfKnown("memory_used_bytes", JSONValue(memoryUsedBytes))
    object.appendIfKnown("memory_total_bytes", JSONValue(memoryTotalBytes))
    object.appendIfKnown("load", JSONValue(load))
    object.appendIfKnown("network_received_bytes", JSONValue(networkReceivedBytes))
    object.appendIfKnown("network_sent_bytes", JSONValue(networkSentBytes))
    return .object(object)
  }
}

extension GPUSample {
  fileprivate init(_ fields: DocumentFields) throws(DocumentError) {
    let index = try fields.requiredInt32("index")
    guard (0..<64).contains(index) else { throw fields.wrong("index", "a whole number from 0 to 63") }
    self.init(
      index: Int(index), name: try fields.text("name") ?? "",
      utilizationPercent: try fields.number("utilization_percent"),
      memoryUsedBytes: try fields.whole("memory_used_bytes"), memoryTotalBytes: try fields.whole("memory_total_bytes"),
      powerWatts: try fields.number("power_watts"), temperatureCelsius: try fields.number("temperature_celsius"))
  }

  fileprivate var json: JSONValue {
    var object: JSONObject = ["index": .integer(Int64(index)), "name": .string(name)]
    object.appendIfKnown("utilization_percent", JSONValue(utilizationPercent))
    object.appendIfKnown("memory_used_bytes", JSONValue(memoryUsedBytes))
    object.appendIfKnown("memory_total_bytes", JSONValue(memoryTotalBytes))
    object.appendIfKnown("power_watts", JSONValue(powerWatts))
    object.appendIfKnown("temperature_celsius", JSONValue(temperatureCelsius))
    return .object(object)
  }
}
