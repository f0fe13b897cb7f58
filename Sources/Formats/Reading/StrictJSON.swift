/// Reads JSON strictly: what is not expected is a fault with its line and path, and reading goes on after it.
package struct StrictJSON {
    /// A value and where it stands.
    package struct Value {
        package let json: JSONValue
        package let path: String
    }

    /// An object whose keys are known.
    package struct Object {
        package let place: Value
        fileprivate let values: [String: Value]

        package subscript(key: String) -> Value? { values[key] }
    }

    package let file: String
    package private(set) var faults: [ContentFault] = []
    private var source: [UInt8] = []

    /// Files are written by hand: a megabyte is more than any of them needs.
    package static let mostBytes = 1 << 20
    private static let mostFaults = 100

    package init(file: String) { self.file = file }

    package mutating func fault(_ place: Value, _ message: String) {
        fault(at: place.json.range.lowerBound, place.path, message)
    }

    private mutating func fault(at offset: Int, _ path: String, _ message: String) {
        guard faults.count < Self.mostFaults else { return }
        let line = 1 + source[..<min(offset, source.count)].count { $0 == 0x0A }
        faults.append(ContentFault(file: file, line: line, path: path, message: message))
    }

    /// Throws what was found; the faults stand in the order of the file.
    package func check() throws(ContentFaults) {
        guard !faults.isEmpty else { return }
        throw ContentFaults(faults: faults.enumerated().sorted { ($0.1.line, $0.0) < ($1.1.line, $1.0) }.map(\.1))
    }

    /// The root of a text.
    package mutating func root(of bytes: [UInt8]) -> Value? {
        source = bytes
        guard bytes.count <= Self.mostBytes else {
            source = []
            fault(at: 0, "", "longer than \(Self.mostBytes) bytes")
            return nil
        }
        do {
            return Value(json: try JSONTape(bytes, numbers: .safeIntegers).root, path: "")
        } catch {
            fault(at: error.offset, "", "this is not JSON as it may stand here: \(error.reason.rawValue)")
            return nil
        }
    }

    /// The object with these keys and no others.
    package mutating func object(_ place: Value?, required: [String], optional: [String] = []) -> Object? {
        guard let place else { return nil }
        guard place.json.kind == .object else {
            fault(place, "expected an object with \(required.joined(separator: ", "))")
            return nil
        }
        var values: [String: Value] = [:]
        for (key, json) in place.json.members {
            let value = Value(json: json, path: place.path.isEmpty ? key : "\(place.path).\(key)")
            if required.contains(key) || optional.contains(key) {
                values[key] = value
            } else {
                fault(value, "unknown key; expected one of \((required + optional).joined(separator: ", "))")
            }
        }
        for key in required where values[key] == nil { fault(place, "the key \(key) is missing") }
        return Object(place: place, values: values)
    }

    /// The members of an object whose keys are not known beforehand.
    package mutating func members(_ place: Value?) -> [(key: String, value: Value)] {
        guard let place else { return [] }
        guard place.json.kind == .object else {
            fault(place, "expected an object")
            return []
        }
        let start = place.path.isEmpty ? "" : "\(place.path)."
        return place.json.members.map { ($0.key, Value(json: $0.value, path: start + $0.key)) }
    }

    /// The values of a list.
    package mutating func list(_ place: Value?, atMost most: Int = 500) -> [Value] {
        guard let place else { return [] }
        guard place.json.kind == .array else {
            fault(place, "expected a list")
            return []
        }
        let elements = place.json.elements
        guard elements.count <= most else {
            fault(place, "the list has \(elements.count) entries; at most \(most)")
            return []
        }
        return elements.enumerated().map { Value(json: $1, path: "\(place.path)[\($0)]") }
    }

    /// A text that is not empty and has no control characters.
    package mutating func text(_ place: Value?, atMost most: Int = 1_000) -> String? {
        guard let place else { return nil }
        guard let text = place.json.string, text.contains(where: { !$0.isWhitespace }) else {
            fault(place, "expected a text that is not empty")
            return nil
        }
        guard text.utf8.count <= most,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            fault(place, "the text is longer than \(most) bytes or has control characters")
            return nil
        }
        return text
    }

    /// A whole number in a range.
    package mutating func integer(_ place: Value?, in range: ClosedRange<Int>) -> Int? {
        guard let place else { return nil }
        guard let digits = place.json.numberText, let number = Int(String(decoding: digits, as: UTF8.self)),
            range.contains(number)
        else {
            fault(place, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    package mutating func flag(_ place: Value?) -> Bool? {
        guard let place else { return nil }
        guard let flag = place.json.bool else {
            fault(place, "expected true or false")
            return nil
        }
        return flag
    }

    /// One of the words of an enumeration.
    package mutating func word<Words: CaseIterable & RawRepresentable<String>>(
        _ place: Value?,
        _ type: Words.Type
    ) -> Words? {
        guard let place else { return nil }
        guard let word = place.json.string.flatMap(Words.init(rawValue:)) else {
            fault(place, "expected one of \(type.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return word
    }

    /// An id: lower-case letters, digits and hyphens.
    package mutating func id(_ place: Value?) -> String? {
        guard let place, let text = text(place, atMost: 60) else { return nil }
        let plain = text.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard plain else {
            fault(place, "expected lower-case letters, digits and hyphens")
            return nil
        }
        return text
    }
}
