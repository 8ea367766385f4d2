internal import CSystem
internal import Glibc
public import RunModel

/// The machine and the person this process works for.
public enum Host {
  /// The node's name, as `uname` gives it.
  public static let name: String = {
    var information = utsname()
    guard uname(&information) == 0 else { return "localhost" }
    return withUnsafeBytes(of: &information.nodename) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }()

  /// The login name of the effective user; the number where it has none.
  public static let user: String = {
    guard let entry = getpwuid(geteuid()) else { return String(geteuid()) }
    return String(cString: entry.pointee.pw_name)
  }()

  /// How a person is named in requests and decisions: `ada@laptop`.
  public static var userAtHost: String { "\(user)@\(name)" }

  /// The kernel's id of this boot; empty where there is no `/proc`.
  public static let bootID: String = {
    do {
      let text = String(decoding: try Files.read("/proc/sys/kernel/random/boot_id"), as: UTF8.self)
      return String(text.prefix { !$0.isWhitespace })
    } catch {
      return ""
    }
  }()

  /// Processors that may be used now; at least 1.
  public static var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// The largest resident size of this process since `forgetPeakMemory`, or since its start; `VmHWM` of proc(5).
  public static var peakMemoryBytes: Int {
    do {
      let status = String(decoding: try Files.read("/proc/self/status"), as: UTF8.self)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    } catch {
      return 0
    }
  }

  /// Gives freed memory back and takes the size of now for the peak. Where the kernel does not allow that the peak stays
  /// what it was.
  public static func forgetPeakMemory() {
    memory_give_back()
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    _ = write(file, "5", 1)
    close(file)
  }

  public static func now() -> WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let seconds = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    guard let now = WallTime(seconds) else { preconditionFailure("two integers make a finite number") }
    return now
  }
}
