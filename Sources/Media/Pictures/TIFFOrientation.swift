import Formats

/// The one number of a camera's notes that a picture needs: which way up it is (TIFF 6.0 section 3, tag 274).
enum TIFFOrientation {
    /// The orientation, 2 to 8; nil where there is none, or the picture is the right way up.
    static func read(_ bytes: [UInt8]) -> UInt8? {
        var reader = ByteReader(bytes)
        guard let order = reader.take(2) else { return nil }
        let isLittle = order == Array("II".utf8)
        guard isLittle || order == Array("MM".utf8) else { return nil }
        func number(_ reader: inout ByteReader, _ count: Int) -> Int? {
            (isLittle ? reader.littleEndian(count) : reader.bigEndian(count)).map { Int($0) }
        }
        guard number(&reader, 2) == 42, let directory = number(&reader, 4), directory >= 8, directory < bytes.count
        else { return nil }
        var entries = ByteReader(bytes, in: directory..<bytes.count)
        guard let count = number(&entries, 2) else { return nil }
        for _ in 0..<count {
            guard let tag = number(&entries, 2), let kind = number(&entries, 2), let values = number(&entries, 4),
                let value = number(&entries, 2), entries.range(2) != nil
            else { return nil }
            guard tag == 274 else { continue }
            return kind == 3 && values == 1 && (2...8).contains(value) ? UInt8(value) : nil
        }
        return nil
    }
}
