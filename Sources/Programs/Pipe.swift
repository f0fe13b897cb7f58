internal import CPrograms
internal import Glibc

/// A pipe through which a program talks to us.
struct Pipe {
    /// A descriptor that is closed when nobody holds it.
    final class End {
        let descriptor: CInt

        init(_ descriptor: CInt) {
            self.descriptor = descriptor
        }

        deinit { close(descriptor) }
    }

    let reading: End
    let writing: End

    init() throws(SystemRefusal) {
        var (reading, writing): (CInt, CInt) = (-1, -1)
        try SystemRefusal.check(programs_pipe(&reading, &writing))
        (self.reading, self.writing) = (End(reading), End(writing))
    }

    /// What came through a pipe, up to a limit; the rest is read and let go.
    struct Reader {
        private(set) var bytes: [UInt8] = []
        /// Whether more came than the limit.
        private(set) var isFull = false
        private var end: End?
        private let limit: Int

        init(_ end: End, limit: Int) {
            (self.end, self.limit) = (end, limit)
        }

        /// Can be read from; -1 once all has been read.
        var descriptor: CInt { end?.descriptor ?? -1 }

        /// Reads what is there, and at most so much that whoever writes without end is not read for ever.
        mutating func take() {
            guard let end else { return }
            var piece = [UInt8](repeating: 0, count: 65_536)
            for _ in 0..<32 {
                let count = read(end.descriptor, &piece, piece.count)
                if count > 0 {
                    let room = limit - bytes.count
                    bytes += piece[..<min(count, room)]
                    isFull = isFull || count > room
                } else if count < 0, errno == EINTR {
                    continue
                } else {
                    // Nothing now; or, with 0 and any other error, nothing ever.
                    if count == 0 || errno != EAGAIN { self.end = nil }
                    return
                }
            }
        }
    }
}
