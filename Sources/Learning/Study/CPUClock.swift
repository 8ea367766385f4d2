internal import Glibc

/// CPU time, which other programs on the machine do not lengthen.
enum CPUClock {
  /// Of all threads of this process.
  static func seconds() -> Double { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// Of the calling thread.
  static func threadSeconds() -> Double { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
