import CZlib

/// Reads what was compressed with gzip, by zlib itself.
enum Gunzip {
    struct Failure: Error {
        let status: Int32
    }

    static func bytes(_ compressed: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        let status = inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure(status: status) }
        defer { inflateEnd(&stream) }
        var input = compressed
        var end = Z_OK
        let result = input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: 1 << 20) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                end = inflate(&stream, Z_FINISH)
                count = output.count - Int(stream.avail_out)
            }
        }
        guard end == Z_STREAM_END else { throw Failure(status: end) }
        return result
    }
}
