import CZlib

/// Gzip (RFC 1952) of status lists: made whole, and unfolded only up to a limit.
enum Gzip {
    /// 15 bits of window, and 16 for the header of gzip (zlib.h, deflateInit2).
    private static let window: Int32 = 15 + 16

    /// The bytes as one member of a gzip file.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var stream = z_stream()
        let status = deflateInit2_(
            &stream,
            9,
            Z_DEFLATED,
            window,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK, let size = UInt32(exactly: bytes.count) else { return [] }
        defer { deflateEnd(&stream) }
        // As much as incompressible bytes take.
        let bound = deflateBound(&stream, UInt(size))
        // zlib only reads the input; its C interface does not say so.
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: Int(bound)) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = size
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                deflate(&stream, Z_FINISH)
                count = output.count - Int(stream.avail_out)
            }
        }
    }

    /// The bytes that were compressed: one member with nothing behind it, whose checksum is right.
    static func expand(_ bytes: [UInt8], limit: Int) throws(CredentialFault) -> [UInt8] {
        var stream = z_stream()
        guard inflateInit2_(&stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK,
            let size = UInt32(exactly: bytes.count)
        else { throw CredentialFault(.malformedStatus, "gzip") }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        var status = Z_OK
        var input = bytes
        var rest = 0
        input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = size
            while status == Z_OK, result.count <= limit {
                let step = [UInt8](unsafeUninitializedCapacity: 65_536) { output, count in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = output.count - Int(stream.avail_out)
                }
                result += step
            }
            rest = Int(stream.avail_in)
        }
        guard result.count <= limit else { throw CredentialFault(.tooLarge, "more than \(limit) bytes unfolded") }
        guard status == Z_STREAM_END, rest == 0 else { throw CredentialFault(.malformedStatus, "gzip") }
        return result
    }
}
