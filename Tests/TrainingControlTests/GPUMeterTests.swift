import FileAccess
import Glibc
import RunModel
import TestSupport
import Testing

@testable import TrainingControl

@Suite struct GPUMeterTests {
  @Test func readsWhatNvidiaSMIPrints() {
    let text = """
      0, NVIDIA A100-SXM4-80GB, 93, 41230, 81920, 310.52, 67
      1, Quadro, with, commas, [N/A], 12, 8192, [Not Supported], 40\r
      nonsense
      7, cut
      -1, negative, 1, 1, 1, 1, 1
      """
    let gpus = GPUMeter.read(text)
    #expect(
      gpus == [
        GPUSample(
          index: 0, name: "NVIDIA A100-SXM4-80GB", utilizationPercent: 93, memoryUsedBytes: 41_230 << 20,
          memoryTotalBytes: 81_920 << 20, powerWatts: 310.52, temperatureCelsius: 67),
        GPUSample(
          index: 1, name: "Quadro, with, commas", memoryUsedBytes: 12 << 20, memoryTotalBytes: 8_192 << 20,
          temperatureCelsius: 40),
      ])
    #expect(GPUMeter.read("").isEmpty)
  }
}

extension SupervisorTests {
  /// A program of that name before all others.
  private static func fake(_ script: String, in directory: TemporaryDirectory) throws -> [String] {
    let path = directory.path("nvidia-smi")
    try Files.replaceAtomically(path, with: Array("#!/bin/sh\n\(script)\n".utf8))
    chmod(path, 0o755)
    return ["/usr/bin/env", "PATH=\(directory.path):/usr/bin:/bin"]
  }

  private static func samples(_ run: ControlledRun) throws -> [ResourceSample] {
    try run.events().compactMap { if case .resources(let sample) = $0.kind { sample } else { nil } }
  }

  @Test func samplesHostDisksConsoleAndGPUs() throws {
    let fakes = TemporaryDirectory()
    let prefix = try Self.fake("echo '0, Fake GPU, 93, 100, 200, 310.5, 67'", in: fakes)
    let run = try ControlledRun(
      script: "echo started; dd if=/dev/zero of=big bs=1M count=8 conv=fsync 2>/dev/null; while :; do sleep 0.02; done",
      supervisedBy: prefix)
    try run.waitUntil("a sample with everything") {
      try Self.samples(run).contains { sample in
        sample.host?.memoryTotalBytes != nil && sample.host?.cpuPercent != nil && sample.consoleBytes == 8
          && sample.diskWrittenBytes != nil
      }
    }
    try run.waitUntil("a sample with a GPU") {
      try Self.samples(run).contains {
        $0.gpus == [
          GPUSample(
            index: 0, name: "Fake GPU", utilizationPercent: 93, memoryUsedBytes: 100 << 20,
            memoryTotalBytes: 200 << 20, powerWatts: 310.5, temperatureCelsius: 67)
        ]
      }
    }
  }

  @Test func aStuckNvidiaSMIHoldsNothingUp() throws {
    let fakes = TemporaryDirectory()
    let prefix = try Self.fake("trap '' TERM; echo $$ >> \(fakes.path("asked")); exec sleep 600", in: fakes)
    let run = try ControlledRun(script: Self.patient, supervisedBy: prefix)
    try run.waitForConsole("ready")
    try run.waitUntil("five samples") { try Self.samples(run).count >= 5 }
    #expect(try Self.samples(run).allSatisfy(\.gpus.isEmpty))
    #expect(try run.ask(.kill).isAccepted)
    try run.waitFor(.stopped)
    let asked = String(decoding: try Files.read(fakes.path("asked")), as: UTF8.self).split(separator: "\n")
    #expect(asked.count == 1, "no second question while the first is open")
    try run.waitUntil("end of what was asked") {
      asked.allSatisfy { ProcessTable.record(of: Int32($0) ?? 0)?.isEnded ?? true }
    }
  }
}
