/// Texts and their numbers: each text once, numbered from 0 in the order of arrival.
///
/// A text is held as a code of eight bytes. Most identifiers of lots end in a serial number, so a text that ends in
/// digits is a known beginning (16 bits), the number of digits (4) and their value (37); equal codes then mean equal
/// texts, and neither memory nor comparison touches the characters. Other texts lie in a heap of bytes.
struct NameTable: ~Copyable {
    /// More beginnings than this are not worth keeping apart.
    static let prefixLimit = 1 << 16
    private static let heapFlag: UInt64 = 1 << 63

    var codes = Column<UInt64>()
    var heap = Column<UInt8>()
    var prefixStarts = Column<UInt64>()
    var index = SlotIndex()
    private var prefixIndex = SlotIndex()

    init() {}

    /// Puts together what is not stored, after the columns came from a file.
    mutating func revive() {
        index.expect(index.slots.count > 0 ? codes.count : 0)
        for prefix in 0..<prefixStarts.count { insertPrefix(prefix) }
    }

    /// How many texts there are.
    var count: Int { codes.count }

    /// The number of a text, new if it has none.
    mutating func number(_ text: String) -> Int {
        var text = text
        return text.withUTF8 { number($0) }
    }

    /// The number of a text, if it has one.
    func known(_ text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes -> Int? in
            if let code = knownCode(bytes) {
                return index.first(mixed(code)) { codes.base[$0] == code }
            }
            return index.first(Self.hash(bytes)) { isEqual(codes.base[$0], bytes) }
        }
    }

    /// The text of a number; empty for a number that is not there.
    func text(_ number: Int) -> String {
        guard number >= 0, number < codes.count else { return "" }
        return text(ofCode: codes.base[number])
    }

    mutating func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if let code = numericCode(bytes) {
            if let found = index.first(mixed(code), where: { codes.base[$0] == code }) { return found }
            return add(code, mixed(code))
        }
        let hash = Self.hash(bytes)
        if let found = index.first(hash, where: { isEqual(codes.base[$0], bytes) }) { return found }
        return add(Self.heapFlag | UInt64(store(bytes)), hash)
    }

    /// The code of a text that is not numbered; for texts that are only looked at one by one.
    mutating func code(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            numericCode(bytes) ?? (Self.heapFlag | UInt64(store(bytes)))
        }
    }

    func text(ofCode code: UInt64) -> String {
        if code & Self.heapFlag != 0 {
            let (start, length) = stored(Int(code & ~Self.heapFlag))
            return String(decoding: UnsafeBufferPointer(start: heap.base + start, count: length), as: UTF8.self)
        }
        let (start, length) = stored(Int(prefixStarts[Int(code >> 41)]))
        var text = String(decoding: UnsafeBufferPointer(start: heap.base + start, count: length), as: UTF8.self)
        let digits = String(code & ((1 << 37) - 1))
        text += String(repeating: "0", count: max(0, Int(code >> 37 & 15) - digits.utf8.count))
        return text + digits
    }

    /// Whether a code stands for these bytes.
    func isEqual(_ code: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard code & Self.heapFlag != 0 else { return knownCode(bytes) == code }
        let (start, length) = stored(Int(code & ~Self.heapFlag))
        return length == bytes.count && Self.isEqual(heap.base + start, bytes)
    }

    /// Whether as many bytes are the same; eight at a time, for most names are long and many are alike.
    private static func isEqual(_ kept: UnsafeMutablePointer<UInt8>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (left, right) = (UnsafeRawPointer(kept), UnsafeRawBufferPointer(bytes))
        var place = 0
        while place + 8 <= bytes.count {
            let word = right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            guard left.loadUnaligned(fromByteOffset: place, as: UInt64.self) == word else { return false }
            place += 8
        }
        while place < bytes.count {
            guard kept[place] == bytes[place] else { return false }
            place += 1
        }
        return true
    }

    /// The hash under which a text stands, if it does.
    func lookupHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        knownCode(bytes).map { mixed($0) } ?? Self.hash(bytes)
    }

    /// A hash of the text of a code that does not depend on what else is in the table.
    func hash(ofCode code: UInt64) -> UInt64 {
        if code & Self.heapFlag == 0 { return mixed(code) }
        let (start, length) = stored(Int(code & ~Self.heapFlag))
        return Self.hash(UnsafeBufferPointer(start: heap.base + start, count: length))
    }

    // MARK: Inside

    private mutating func add(_ code: UInt64, _ hash: UInt64) -> Int {
        codes.append(code)
        // A closure may not read the table that it is given to change, so the columns are taken apart.
        let row = codes.count - 1
        let base = codes.base
        let heapBase = heap.base
        index.insert(row, hash) { row in
            let code = base[row]
            if code & Self.heapFlag == 0 { return mixed(code) }
            let (start, length) = Self.stored(heapBase, Int(code & ~Self.heapFlag))
            return Self.hash(UnsafeBufferPointer(start: heapBase + start, count: length))
        }
        return row
    }

    private func digits(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        while count < 11, count < bytes.count, bytes[bytes.count - 1 - count] &- 0x30 < 10 { count += 1 }
        return count
    }

    private static func code(_ prefix: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ digits: Int) -> UInt64 {
        var value: UInt64 = 0
        for place in (bytes.count - digits)..<bytes.count { value = value &* 10 &+ UInt64(bytes[place] &- 0x30) }
        return UInt64(prefix) << 41 | UInt64(digits) << 37 | value
    }

    private func knownCode(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        let digits = digits(bytes)
        guard digits > 0 else { return nil }
        let head = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - digits)])
        return knownPrefix(head).map { Self.code($0, bytes, digits) }
    }

    private func knownPrefix(_ head: UnsafeBufferPointer<UInt8>) -> Int? {
        prefixIndex.first(Self.hash(head)) { prefix in
            let (start, length) = stored(Int(prefixStarts.base[prefix]))
            return length == head.count && Self.isEqual(heap.base + start, head)
        }
    }

    private mutating func numericCode(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        let digits = digits(bytes)
        guard digits > 0 else { return nil }
        let head = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - digits)])
        if let prefix = knownPrefix(head) { return Self.code(prefix, bytes, digits) }
        // Once full it stays full, so that a text has one code for ever.
        guard prefixStarts.count < Self.prefixLimit else { return nil }
        prefixStarts.append(UInt64(store(head)))
        insertPrefix(prefixStarts.count - 1)
        return Self.code(prefixStarts.count - 1, bytes, digits)
    }

    private mutating func insertPrefix(_ prefix: Int) {
        let starts = prefixStarts.base
        let heapBase = heap.base
        func hash(_ prefix: Int) -> UInt64 {
            let (start, length) = Self.stored(heapBase, Int(starts[prefix]))
            return Self.hash(UnsafeBufferPointer(start: heapBase + start, count: length))
        }
        prefixIndex.insert(prefix, hash(prefix), hashOf: hash)
    }

    /// Writes the length in seven-bit groups and then the bytes.
    private mutating func store(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let start = heap.count
        var length = bytes.count
        repeat {
            heap.append(UInt8(length & 0x7F) | (length > 0x7F ? 0x80 : 0))
            length >>= 7
        } while length > 0
        heap.append(bytes)
        return start
    }

    private func stored(_ offset: Int) -> (start: Int, length: Int) { Self.stored(heap.base, offset) }

    private static func stored(_ heap: UnsafeMutablePointer<UInt8>, _ offset: Int) -> (start: Int, length: Int) {
        var place = offset
        var length = 0
        var shift = 0
        while heap[place] & 0x80 != 0 {
            length |= Int(heap[place] & 0x7F) << shift
            shift += 7
            place += 1
        }
        return (place + 1, length | Int(heap[place]) << shift)
    }

    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
        var place = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while place + 8 <= bytes.count {
            hash = mixed(hash ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            place += 8
        }
        var rest: UInt64 = 0
        while place < bytes.count {
            rest = rest << 8 | UInt64(bytes[place])
            place += 1
        }
        return mixed(hash ^ rest)
    }
}
