import Formats
import Vocabulary

/// The members of an entry that is being read; what is left over is a fault.
///
/// `StrictJSON` is not used here: it reads a whole file that people wrote and gathers every fault of it. A custody log is
/// read entry by entry, of any length, and an entry is taken or not: the first fault ends it. An entry also has kinds that
/// ask for different members, which are known only once its act was read, so members are taken out one by one.
struct CustodyFields {
    /// The longest name and the longest text, bytes.
    private static let (longestName, longestText) = (400, 8_000)
    private static let mostNames = 1_000

    private var members: [JSONNode.Member]

    init(_ members: [JSONNode.Member]) { self.members = members }

    mutating func close() throws(CustodyFault) {
        if let left = members.first { throw .unknown(left.name) }
    }

    private mutating func takeIfThere(_ name: String) -> JSONNode? {
        guard let index = members.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
        return members.remove(at: index).value
    }

    private mutating func take(_ name: String) throws(CustodyFault) -> JSONNode {
        guard let value = takeIfThere(name) else { throw .missing(name) }
        return value
    }

    /// A text that is not empty and stands on one line.
    mutating func name(_ name: String) throws(CustodyFault) -> String { try self.name(try take(name), name) }

    mutating func nameIfThere(_ name: String) throws(CustodyFault) -> String? {
        guard let value = takeIfThere(name) else { return nil }
        return try self.name(value, name)
    }

    private func name(_ value: JSONNode, _ name: String) throws(CustodyFault) -> String {
        guard let text = value.string, (1...Self.longestName).contains(text.utf8.count), !Self.hasControls(text) else {
            throw .wrong(name, expected: "a text of 1 to \(Self.longestName) bytes on one line")
        }
        return text
    }

    /// What somebody wrote; empty where nothing stands.
    mutating func words(_ name: String) throws(CustodyFault) -> String {
        guard let value = takeIfThere(name) else { return "" }
        guard let text = value.string, text.utf8.count <= Self.longestText, !Self.hasControls(text, besides: "\n")
        else {
            throw .wrong(name, expected: "a text of at most \(Self.longestText) bytes without control characters")
        }
        return text
    }

    mutating func moment(_ name: String) throws(CustodyFault) -> UTCInstant {
        guard let text = try take(name).string, let moment = try? UTCInstant(text), moment.text == text else {
            throw .wrong(name, expected: "a moment such as 2026-01-02T03:04:05.678Z")
        }
        return moment
    }

    mutating func names(_ name: String) throws(CustodyFault) -> [String] {
        guard let names = try namesIfThere(name) else { throw .missing(name) }
        return names
    }

    mutating func namesIfThere(_ name: String) throws(CustodyFault) -> [String]? {
        guard let value = takeIfThere(name) else { return nil }
        var names: [String] = []
        for element in try list(value, name) { names.append(try self.name(element, name)) }
        guard Set(names).count == names.count else { throw .wrong(name, expected: "no name twice") }
        return names
    }

    mutating func massesIfThere(_ name: String) throws(CustodyFault) -> [Int]? {
        guard let value = takeIfThere(name) else { return nil }
        var masses: [Int] = []
        for element in try list(value, name) { masses.append(try mass(element, name)) }
        return masses
    }

    mutating func mass(_ name: String) throws(CustodyFault) -> Int { try mass(try take(name), name) }

    private func mass(_ value: JSONNode, _ name: String) throws(CustodyFault) -> Int {
        guard let mass = value.numberText.flatMap({ Int($0) }), (0...CustodyLimits.mostMilligrams).contains(mass) else {
            throw .wrong(name, expected: "whole milligrams from 0 to \(CustodyLimits.mostMilligrams)")
        }
        return mass
    }

    mutating func digest(_ name: String) throws(CustodyFault) -> [UInt8] {
        guard let text = try take(name).string, text.utf8.count == 64, let bytes = Hexadecimal.bytes(text.utf8),
            Hexadecimal.text(bytes) == text
        else { throw .wrong(name, expected: "a SHA-256 as 64 lower-case hexadecimal digits") }
        return bytes
    }

    mutating func flagIfThere(_ name: String) throws(CustodyFault) -> Bool? {
        guard let value = takeIfThere(name) else { return nil }
        guard case .bool(let flag) = value else { throw .wrong(name, expected: "true or false") }
        return flag
    }

    private func list(_ value: JSONNode, _ name: String) throws(CustodyFault) -> [JSONNode] {
        guard let elements = value.elements, elements.count <= Self.mostNames else {
            throw .wrong(name, expected: "a list of at most \(Self.mostNames)")
        }
        return elements
    }

    private static func hasControls(_ text: String, besides allowed: Unicode.Scalar? = nil) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != allowed }
    }
}
