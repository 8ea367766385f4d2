import Glibc
import TrainingControl

// supervise-probe GRACE_MS SAMPLE_MS DIRECTORY: a supervisor with a patience that suits tests.
let arguments = CommandLine.arguments
guard arguments.count == 4, let grace = Int(arguments[1]), let interval = Int(arguments[2]) else { exit(64) }
let timing = Supervisor.Timing(
  grace: .milliseconds(grace), sampleInterval: .milliseconds(interval), gpuInterval: .milliseconds(interval))
exit(Supervisor.run(directory: arguments[3], timing: timing))
