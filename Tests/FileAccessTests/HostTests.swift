import Testing

@testable import FileAccess

@Suite struct HostTests {
  @Test func thePeakOfMemoryIsSinceItWasForgotten() {
    let size = 300_000_000
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 4096)
    block.initializeMemory(as: UInt8.self, repeating: 1, count: size)
    let withBlock = Host.peakMemoryBytes
    #expect(withBlock > size)
    block.deallocate()
    #expect(Host.peakMemoryBytes > withBlock - size / 2)
    Host.forgetPeakMemory()
    #expect(Host.peakMemoryBytes < withBlock - size / 2)
  }
}
