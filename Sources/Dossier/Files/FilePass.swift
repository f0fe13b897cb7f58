/// One pass over the bytes of a file in large pieces.
enum FilePass {
    /// A piece: large enough that calls cost nothing, small enough to stay in the cache between two hashes.
    static let pieceBytes = 256 << 10

    /// Hands the bytes of a part of a file on, piece by piece, with where each piece begins in the part.
    ///
    /// - Returns: How many bytes there were; fewer than asked for only where the file ends.
    @discardableResult
    static func over(
        _ file: OpenFile,
        from start: Int = 0,
        count: Int,
        _ body: (UnsafeRawBufferPointer, Int) throws(DossierError) -> Void
    ) throws(DossierError) -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(pieceBytes, max(count, 1)), alignment: 64)
        defer { buffer.deallocate() }
        var done = 0
        while done < count {
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, count - done)])
            let got = try file.read(into: piece, at: start + done)
            if got == 0 { break }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<got]), done)
            done += got
        }
        return done
    }
}
