import Formats

/// A ZIP archive (APPNOTE 6.3.3) whose files are stored as they are, all at the first moment that it can write.
struct StoredArchive {
    private var content: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a file.
    mutating func add(_ name: String, _ text: String) {
        let data = Array(text.utf8)
        let checksum = CyclicChecksum.crc32(data)
        var common: [UInt8] = []
        // Version 2.0, names in UTF-8, stored, 1 January 1980.
        for value in [20, 0x0800, 0, 0, 0x21] as [UInt16] { Self.append(value, to: &common) }
        for value in [checksum, UInt32(truncatingIfNeeded: data.count), UInt32(truncatingIfNeeded: data.count)] {
            Self.append(value, to: &common)
        }
        Self.append(UInt16(truncatingIfNeeded: name.utf8.count), to: &common)
        Self.append(UInt16(0), to: &common)
        let offset = UInt32(truncatingIfNeeded: content.count)
        content += [0x50, 0x4B, 0x03, 0x04] + common + Array(name.utf8) + data
        directory += [0x50, 0x4B, 0x01, 0x02, 20, 0] + common
        // No comment, first disk, no attributes.
        directory += [UInt8](repeating: 0, count: 10)
        Self.append(offset, to: &directory)
        directory += name.utf8
        count += 1
    }

    /// The archive.
    var bytes: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
        Self.append(UInt16(truncatingIfNeeded: count), to: &end)
        Self.append(UInt16(truncatingIfNeeded: count), to: &end)
        Self.append(UInt32(truncatingIfNeeded: directory.count), to: &end)
        Self.append(UInt32(truncatingIfNeeded: content.count), to: &end)
        Self.append(UInt16(0), to: &end)
        return content + directory + end
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
}
