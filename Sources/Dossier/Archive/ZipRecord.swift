/// A file of an archive, as its records say.
package struct ZipRecord: Sendable, Hashable {
    /// The name in UTF-8.
    package var name: [UInt8]
    /// CRC-32 of the bytes.
    package var checksum: UInt32
    /// How many bytes.
    package var size: Int
    /// Where its head begins.
    package var offset: Int

    package init(name: [UInt8], checksum: UInt32, size: Int, offset: Int) {
        (self.name, self.checksum, self.size, self.offset) = (name, checksum, size, offset)
    }
}

/// The one form in which this room writes an archive (PKWARE APPNOTE 6.3.10): files stored as they are, names in UTF-8,
/// every time 1 January 1980, ZIP64 where a number does not fit and nowhere else, nothing between the parts.
///
/// One content has one form: the checker writes the records again and compares each byte.
package struct ZipForm: Sendable, Hashable {
    /// The first number that is too large for 32 bits; smaller in tests.
    package var wideFrom = 0xFFFF_FFFF
    /// The first count of files that is too large for 16 bits; smaller in tests.
    package var manyFrom = 0xFFFF

    package init(wideFrom: Int = 0xFFFF_FFFF, manyFrom: Int = 0xFFFF) {
        (self.wideFrom, self.manyFrom) = (wideFrom, manyFrom)
    }

    static let localMark: UInt32 = 0x0403_4B50
    static let centralMark: UInt32 = 0x0201_4B50
    static let wideEndMark: UInt32 = 0x0606_4B50
    static let locatorMark: UInt32 = 0x0706_4B50
    static let endMark: UInt32 = 0x0605_4B50
    static let (localBytes, centralBytes, endBytes) = (30, 46, 22)
    private static let none32: UInt32 = 0xFFFF_FFFF

    /// How many bytes the head of a file has.
    package func headBytes(name: Int, size: Int) -> Int { Self.localBytes + name + (size >= wideFrom ? 20 : 0) }

    /// The head of a file (4.3.7).
    package func head(_ record: ZipRecord) -> [UInt8] {
        let isWide = record.size >= wideFrom
        var bytes: [UInt8] = []
        bytes.put(Self.localMark)
        putCommon(record, isWide: isWide, size: isWide, to: &bytes)
        bytes.put(UInt16(isWide ? 20 : 0))
        bytes += record.name
        if isWide {
            bytes.put(UInt16(1))
            bytes.put(UInt16(16))
            bytes.put(UInt64(record.size))
            bytes.put(UInt64(record.size))
        }
        return bytes
    }

    /// The entry of a file in the directory (4.3.12).
    package func entry(_ record: ZipRecord) -> [UInt8] {
        let (isLong, isFar) = (record.size >= wideFrom, record.offset >= wideFrom)
        var extra: [UInt8] = []
        if isLong || isFar {
            extra.put(UInt16(1))
            extra.put(UInt16((isLong ? 16 : 0) + (isFar ? 8 : 0)))
            if isLong {
                extra.put(UInt64(record.size))
                extra.put(UInt64(record.size))
            }
            if isFar { extra.put(UInt64(record.offset)) }
        }
        var bytes: [UInt8] = []
        bytes.put(Self.centralMark)
        // Made by the rules of version 4.5 or 2.0, on no system in particular.
        bytes.put(UInt16(isLong || isFar ? 45 : 20))
        putCommon(record, isWide: isLong || isFar, size: isLong, to: &bytes)
        bytes.put(UInt16(extra.count))
        // No comment, first disk, no attributes.
        bytes += [UInt8](repeating: 0, count: 10)
        bytes.put(isFar ? Self.none32 : UInt32(record.offset))
        return bytes + record.name + extra
    }

    private func putCommon(_ record: ZipRecord, isWide: Bool, size isSizeWide: Bool, to bytes: inout [UInt8]) {
        bytes.put(UInt16(isWide ? 45 : 20))
        // Names in UTF-8 (bit 11); stored; 00:00 on 1 January 1980.
        for value in [0x0800, 0, 0, 0x21] as [UInt16] { bytes.put(value) }
        bytes.put(record.checksum)
        let size = isSizeWide ? Self.none32 : UInt32(record.size)
        bytes.put(size)
        bytes.put(size)
        bytes.put(UInt16(record.name.count))
    }

    /// What stands behind the directory (4.3.14 to 4.3.16).
    package func end(count: Int, directory: Int, at offset: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        if count >= manyFrom || directory >= wideFrom || offset >= wideFrom {
            bytes.put(Self.wideEndMark)
            bytes.put(UInt64(44))
            bytes.put(UInt16(45))
            bytes.put(UInt16(45))
            bytes.put(UInt64(0))
            bytes.put(UInt64(count))
            bytes.put(UInt64(count))
            bytes.put(UInt64(directory))
            bytes.put(UInt64(offset))
            bytes.put(Self.locatorMark)
            bytes.put(UInt32(0))
            bytes.put(UInt64(offset + directory))
            bytes.put(UInt32(1))
        }
        bytes.put(Self.endMark)
        bytes.put(UInt32(0))
        let short = count >= manyFrom ? UInt16.max : UInt16(count)
        bytes.put(short)
        bytes.put(short)
        bytes.put(directory >= wideFrom ? Self.none32 : UInt32(directory))
        bytes.put(offset >= wideFrom ? Self.none32 : UInt32(offset))
        bytes.put(UInt16(0))
        return bytes
    }
}

extension [UInt8] {
    /// Appends a number, its lowest byte first.
    fileprivate mutating func put(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { self += $0 }
    }
}

/// Reads numbers, their lowest byte first; nil behind the end.
struct ZipNumbers {
    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value: UInt64 = 0
        for index in 0..<width { value |= UInt64(bytes[position + index]) << (8 * UInt64(index)) }
        position += width
        return Int(exactly: value)
    }

    mutating func slice(_ count: Int) -> [UInt8]? {
        guard count >= 0, position + count <= bytes.count else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }
}
