internal import CZlib
internal import Hummingbird
internal import NIOCore

/// Makes answers smaller on the way (RFC 1952), for browsers that say that they can read them so.
///
/// Whoever can put words into a page, and watch how long it is on the wire, could guess at what else the page holds
/// (BREACH, 2013). Forms therefore carry their token masked anew on each page, see ``RequestForgeryGuard``, and the session's
/// cookie goes with no request that another site makes unseen. Answers to forms, where codes are shown, are not compressed.
enum Gzip {
    /// Smaller answers fit a packet as they are.
    static let leastBytes = 1_200

    /// Quick rather than thorough, for what is written for one visitor.
    static let quick: Int32 = 1
    /// As small as it gets, for files that are compressed once.
    static let thorough: Int32 = 9

    /// Whether a browser can read gzip: `Accept-Encoding` names it, or `*`, with another weight than 0 (RFC 9110 section
    /// 12.5.3).
    static func isAccepted(by request: Request) -> Bool {
        guard let field = request.headers[.acceptEncoding] else { return false }
        return field.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.trimmingSpaces.lowercased() }
            guard let name = parts.first, name == "gzip" || name == "*" else { return false }
            return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }

    /// The bytes as one member of a gzip file; nil if they would not become smaller, or there is no memory for it.
    static func compress(_ bytes: ByteBuffer, level: Int32) -> ByteBuffer? {
        var stream = z_stream()
        // 15 bits of window, and 16 for the header of gzip (zlib.h, deflateInit2).
        let status = deflateInit2_(
            &stream,
            level,
            Z_DEFLATED,
            15 + 16,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK, let size = UInt32(exactly: bytes.readableBytes) else { return nil }
        defer { deflateEnd(&stream) }
        var isWhole = false
        var result = ByteBufferAllocator().buffer(capacity: bytes.readableBytes)
        bytes.withUnsafeReadableBytes { input in
            _ = result.writeWithUnsafeMutableBytes(minimumWritableBytes: input.count) { output in
                // zlib only reads the input; its C interface does not say so.
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = size
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                // No more than went in: the memory may be larger.
                stream.avail_out = size
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return Int(size - stream.avail_out)
            }
        }
        return isWhole ? result : nil
    }
}
