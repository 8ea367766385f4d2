internal import Crypto
public import FileAccess
internal import Glibc

/// SHA-256 as lower-case hexadecimal.
public enum Digest {
  /// What stands where there is nothing before: 64 zeros.
  static let none = String(repeating: "0", count: 64)

  public static func sha256(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(data: Array(bytes))
    return hexadecimal(hash.finalize())
  }

  /// Of a file's bytes as they are now; memory does not grow with the file.
  public static func sha256(ofFile path: String) throws(FileError) -> String {
    let file = try FileDescriptor(opening: path, flags: O_RDONLY)
    let chunkSize = 1 << 20
    var hash = SHA256()
    var offset: Int64 = 0
    while true {
      let chunk = try file.read(count: chunkSize, at: offset, path: path)
      hash.update(data: chunk)
      offset += Int64(chunk.count)
      if chunk.count < chunkSize { return hexadecimal(hash.finalize()) }
    }
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
