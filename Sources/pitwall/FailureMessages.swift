import Approvals
import FileAccess
import Glibc
import TrainingControl

extension CommandFailure {
  init(file error: FileError) {
    let code: ExitStatusCode =
      switch error.code {
      case ENOENT, ENOTDIR: .noInput
      case EACCES, EPERM: .notPermitted
      case EEXIST, EROFS, ENOSPC: .cannotCreate
      default: .inputOutput
      }
    self.init(code, error.message)
  }
}
