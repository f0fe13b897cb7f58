import Store

/// A part of a file in memory, which moves forward and grows as far as the longest record needs.
struct InputWindow: Sendable {
    /// Offset in the file of the first byte of the window.
    private(set) var base = 0
    /// Whether the file ends with the window.
    private(set) var isAtEnd = false

    private let file: FileDescriptor
    /// The window is its ``valid`` bytes.
    private(set) var buffer: [UInt8]
    private var count = 0
    private let limit: Int

    /// The longest record that is read; a longer one goes to quarantine.
    static let recordLimit = 16 << 20
    private static let pieceLength = 1 << 20

    init(_ file: FileDescriptor, limit: Int = InputWindow.recordLimit) {
        self.file = file
        self.limit = limit
        buffer = [UInt8](repeating: 0, count: min(limit, Self.pieceLength))
    }

    /// Which bytes of the buffer are the window.
    var valid: Range<Int> { 0..<count }

    /// Whether the window cannot grow any more.
    var isFull: Bool { count == buffer.count && buffer.count >= limit }

    /// Drops the bytes before `index` and reads on.
    mutating func advance(keepingFrom index: Int) throws(FileDescriptor.Failure) {
        base += index
        if index > 0, index < count {
            buffer.withUnsafeMutableBytes { bytes in
                let kept = UnsafeRawBufferPointer(rebasing: bytes[index..<count])
                bytes.copyMemory(from: kept)
            }
        }
        count -= index
        if count == buffer.count, buffer.count < limit {
            buffer.append(contentsOf: repeatElement(0, count: min(limit, buffer.count * 2) - buffer.count))
        }
        var failure: FileDescriptor.Failure?
        let got = buffer.withUnsafeMutableBytes { bytes in
            do throws(FileDescriptor.Failure) {
                return try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        isAtEnd = got == 0
        count += got
    }
}
