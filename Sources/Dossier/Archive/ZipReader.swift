import Formats

/// An archive in the one form of ``ZipForm``, and what of it is not in that form.
///
/// The records stand twice in an archive, before each file and at the end. Whichever of the two can be read is taken for
/// what was meant, all records are written again from it, and each byte that differs is a fault that names its file.
package struct ZipReader {
    /// The files; empty if neither could be read.
    package private(set) var records: [ZipRecord] = []
    /// What is not as it has to be.
    package private(set) var faults: [BagFault] = []
    private let file: OpenFile
    private let form: ZipForm
    private let size: Int

    /// The most that the directory may have, bytes: a million files and more.
    private static let mostDirectoryBytes = 1 << 30

    package init(_ path: String, form: ZipForm = ZipForm()) throws(DossierError) {
        self.form = form
        file = try OpenFile(reading: path)
        size = try file.size()
        let directory = try readDirectory()
        let heads = directory == nil ? try readHeads() : nil
        guard let found = directory ?? heads else {
            faults.append(BagFault(.archive, path))
            return
        }
        records = found
        try compare()
    }

    /// Where the bytes of a file begin.
    package func start(of record: ZipRecord) -> Int {
        record.offset + form.headBytes(name: record.name.count, size: record.size)
    }

    // MARK: - Reading

    /// The records of the directory, if they can be read and stand one behind the other as this form has them.
    private func readDirectory() throws(DossierError) -> [ZipRecord]? {
        guard let (offset, count, length) = try readEnd(), length <= Self.mostDirectoryBytes,
            offset >= 0, length >= 0, offset <= size - length
        else { return nil }
        var numbers = ZipNumbers(try file.bytes(length, at: offset))
        var records: [ZipRecord] = []
        var expected = 0
        while numbers.position < length {
            guard let record = readEntry(&numbers), record.offset == expected, record.size <= size else { return nil }
            records.append(record)
            expected = start(of: record) + record.size
            guard expected <= offset else { return nil }
        }
        return records.count == count && expected == offset ? records : nil
    }

    private func readEnd() throws(DossierError) -> (offset: Int, count: Int, length: Int)? {
        guard size >= ZipForm.endBytes else { return nil }
        var end = ZipNumbers(try file.bytes(ZipForm.endBytes, at: size - ZipForm.endBytes))
        guard end.number(4) == Int(ZipForm.endMark), end.number(4) != nil, end.number(2) != nil,
            let count = end.number(2), let length = end.number(4), let offset = end.number(4)
        else { return nil }
        guard count == Int(UInt16.max) || length == 0xFFFF_FFFF || offset == 0xFFFF_FFFF else {
            return (offset, count, length)
        }
        let wide = size - ZipForm.endBytes - 20 - 56
        guard wide >= 0 else { return (offset, count, length) }
        var numbers = ZipNumbers(try file.bytes(56, at: wide))
        guard numbers.number(4) == Int(ZipForm.wideEndMark), numbers.slice(28) != nil,
            let wideCount = numbers.number(8),
            let wideLength = numbers.number(8), let wideOffset = numbers.number(8)
        else { return nil }
        return (wideOffset, wideCount, wideLength)
    }

    private func readEntry(_ numbers: inout ZipNumbers) -> ZipRecord? {
        guard numbers.number(4) == Int(ZipForm.centralMark), numbers.slice(12) != nil,
            let checksum = numbers.number(4), let packed = numbers.number(4), var length = numbers.number(4),
            let name = numbers.number(2), let extra = numbers.number(2), numbers.slice(10) != nil,
            var offset = numbers.number(4), let bytes = numbers.slice(name), let rest = numbers.slice(extra),
            packed == length
        else { return nil }
        var wide = ZipNumbers(rest)
        if !rest.isEmpty {
            guard wide.number(2) == 1, wide.number(2) != nil else { return nil }
            if length == 0xFFFF_FFFF {
                guard let value = wide.number(8), wide.number(8) == value else { return nil }
                length = value
            }
            if offset == 0xFFFF_FFFF {
                guard let value = wide.number(8) else { return nil }
                offset = value
            }
        }
        return ZipRecord(name: bytes, checksum: UInt32(checksum), size: length, offset: offset)
    }

    /// The records that stand before each file, one behind the other from the beginning to the directory.
    private func readHeads() throws(DossierError) -> [ZipRecord]? {
        var records: [ZipRecord] = []
        var offset = 0
        while true {
            var numbers = ZipNumbers(try file.bytes(ZipForm.localBytes, at: offset))
            let mark = numbers.number(4)
            // Whatever else stands there is where the directory begins, or what is left of it.
            guard mark == Int(ZipForm.localMark) else { break }
            guard numbers.slice(10) != nil, let checksum = numbers.number(4), numbers.number(4) != nil,
                var length = numbers.number(4), let name = numbers.number(2), let extra = numbers.number(2)
            else { return nil }
            let bytes = try file.bytes(name, at: offset + ZipForm.localBytes)
            if length == 0xFFFF_FFFF {
                var wide = ZipNumbers(try file.bytes(extra, at: offset + ZipForm.localBytes + name))
                guard wide.number(4) != nil, let value = wide.number(8) else { return nil }
                length = value
            }
            let record = ZipRecord(name: bytes, checksum: UInt32(checksum), size: length, offset: offset)
            guard length <= size, start(of: record) + length <= size else { return nil }
            records.append(record)
            offset = start(of: record) + length
        }
        return records.isEmpty ? nil : records
    }

    // MARK: - Comparing

    private mutating func compare() throws(DossierError) {
        var position = 0
        for record in records {
            try compare(form.head(record), at: record.offset, .head, Self.name(record))
            // Where the two records name the file differently nobody can say which is right: both names are told.
            let other = try file.bytes(record.name.count, at: record.offset + ZipForm.localBytes)
            if other != record.name {
                let name = Printable.text(String(decoding: other, as: UTF8.self))
                faults.append(BagFault(.head, name, expected: Self.name(record)))
            }
            position = start(of: record) + record.size
        }
        let directory = position
        for record in records {
            let entry = form.entry(record)
            try compare(entry, at: position, .entry, Self.name(record))
            position += entry.count
        }
        let end = form.end(count: records.count, directory: position - directory, at: directory)
        try compare(end, at: position, .end, file.path)
        position += end.count
        if position != size {
            faults.append(BagFault(.end, file.path, expected: "\(position)", found: "\(size)"))
        }
    }

    private mutating func compare(
        _ expected: [UInt8],
        at offset: Int,
        _ kind: BagFault.Kind,
        _ name: String
    ) throws(DossierError) {
        let found = try file.bytes(expected.count, at: offset)
        guard found != expected else { return }
        let first = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? found.count
        faults.append(
            BagFault(
                kind,
                name,
                expected: first < expected.count ? "\(Hexadecimal.text([expected[first]])) @ \(offset + first)" : nil,
                found: first < found.count ? Hexadecimal.text([found[first]]) : nil
            )
        )
    }

    private static func name(_ record: ZipRecord) -> String {
        Printable.text(String(decoding: record.name, as: UTF8.self))
    }
}
