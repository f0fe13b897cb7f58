internal import Glibc

/// The number of an error of a system call.
struct SystemRefusal: Error {
    var code: CInt

    /// The last one on this thread.
    static var last: SystemRefusal { SystemRefusal(code: errno) }

    /// Throws where a call gave another number than 0.
    static func check(_ code: CInt) throws(SystemRefusal) {
        guard code == 0 else { throw SystemRefusal(code: code) }
    }

    /// In the system's words.
    var words: String { String(cString: strerror(code)) }
}
