import Formats
import Glibc
public import Vocabulary

/// The texts of one language, out of `Content/messages` and without the rest of the program.
///
/// A check takes about a millisecond; to read the whole catalogue with its two thousand texts would take as long again. So
/// only the texts that are said are looked for, as bytes: a quotation mark inside a text has a backslash before it, so
/// that a key in its marks with a colon behind can only be a key.
public struct Texts: Sendable {
    private let catalogue: [UInt8]

    /// Opens the texts of a language.
    ///
    /// - Parameter home: The folder that holds `Content`; nil if it was not found: keys are said in place of texts.
    public init(_ language: Language, home: String?) {
        let file = home.flatMap { FileReading.bytes("\($0)/Content/messages/\(language.rawValue).json") }
        catalogue = (file ?? []) + [0]
    }

    /// The text of a key with its placeholders filled in; the key itself with the values if there is none.
    public func callAsFunction(_ key: String, _ values: [(name: String, value: String)] = []) -> String {
        guard let text = text(of: key) else {
            return ([key] + values.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
        }
        return Self.fill(text, values)
    }

    /// The text of a key, without a form for one and for several.
    private func text(of key: String) -> String? {
        let wanted = Array("\"\(key)\"".utf8)
        var start = 0
        while let place = find(wanted, from: start) {
            start = place + wanted.count
            var index = start
            while index < catalogue.count, [0x20, 0x09, 0x0A, 0x0D].contains(catalogue[index]) { index += 1 }
            guard index < catalogue.count, catalogue[index] == UInt8(ascii: ":") else { continue }
            index += 1
            while index < catalogue.count, catalogue[index] != UInt8(ascii: "\"") {
                guard [0x20, 0x09, 0x0A, 0x0D].contains(catalogue[index]) else { return nil }
                index += 1
            }
            var end = index + 1
            while end < catalogue.count, catalogue[end] != UInt8(ascii: "\"") {
                end += catalogue[end] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard end < catalogue.count else { return nil }
            return (try? JSONTape(Array(catalogue[index...end])))?.root.string
        }
        return nil
    }

    /// Where some bytes stand, by the C library's search; JSON holds no zero, which ends both for it.
    private func find(_ part: [UInt8], from start: Int) -> Int? {
        catalogue.withUnsafeBufferPointer { all in
            (part + [0]).withUnsafeBufferPointer { part in
                guard start < all.count, let base = all.baseAddress, let wanted = part.baseAddress else { return nil }
                let size = all.count
                return base.withMemoryRebound(to: CChar.self, capacity: size) { base in
                    wanted.withMemoryRebound(to: CChar.self, capacity: part.count) { wanted in
                        strstr(base + start, wanted).map { UnsafePointer($0) - base }
                    }
                }
            }
        }
    }

    private static func fill(_ text: String, _ values: [(name: String, value: String)]) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "{")) else { return text }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "{"), let close = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
            else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let name = bytes[(index + 1)..<close]
            if let value = values.first(where: { $0.name.utf8.elementsEqual(name) })?.value {
                result += value.utf8
            } else {
                result += bytes[index...close]
            }
            index = close + 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
