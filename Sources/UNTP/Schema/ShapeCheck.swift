import Formats
import Vocabulary

/// Holds an object against a shape and notes every fault with its JSON path.
struct ShapeCheck {
    private(set) var faults: [RecordFault] = []
    private static let faultLimit = 200

    mutating func note(
        _ reason: RecordFault.Reason,
        at path: String,
        found: RefusalText = .nothing,
        expected: RefusalText
    ) {
        guard faults.count < Self.faultLimit else { return }
        faults.append(RecordFault(reason, at: path, found: found, expected: expected))
    }

    /// Checks an object; shapes are not recursive, so depth is bounded by them.
    mutating func check(_ node: JSONNode, as shape: Shape, at path: String) {
        guard case .object = node else {
            return note(.wrongType, at: path, found: node.refusalText, expected: .jsonObject)
        }
        for field in shape.fields {
            let place = "\(path).\(field.name)"
            guard let value = node[field.name], value != .null else {
                if field.isRequired { note(.missing, at: place, expected: .value) }
                continue
            }
            guard field.isList else {
                check(value, field.form, at: place)
                continue
            }
            guard let elements = value.elements else {
                note(.wrongType, at: place, found: value.refusalText, expected: .list)
                continue
            }
            if elements.isEmpty, field.isRequired { note(.missing, at: place, expected: .value) }
            for (index, element) in elements.enumerated() { check(element, field.form, at: "\(place)[\(index)]") }
        }
    }

    private mutating func check(_ value: JSONNode, _ form: Shape.Form, at path: String) {
        switch form {
        case .any: return
        case .object(let shape): check(value, as: shape, at: path)
        case .linked(let shape):
            if value.string != nil { return check(value, .uri, at: path) }
            check(value, as: shape, at: path)
        case .bool:
            guard case .bool = value else {
                return note(.wrongType, at: path, found: value.refusalText, expected: .trueOrFalse)
            }
        case .number:
            guard let text = value.numberText else {
                return note(.wrongType, at: path, found: value.refusalText, expected: .jsonNumber)
            }
            do throws(DecimalError) { _ = try DecimalNumber(text) } catch {
                let found = RefusalText.quoted(String(text.prefix(40)))
                note(.badNumber, at: path, found: found, expected: .decimalNumberBut(error.refusalText))
            }
        default:
            guard let text = value.string else {
                return note(.wrongType, at: path, found: value.refusalText, expected: .text)
            }
            check(text, form, at: path)
        }
    }

    private mutating func check(_ text: String, _ form: Shape.Form, at path: String) {
        let found = RefusalText.quoted(String(text.prefix(60)))
        guard text.utf8.contains(where: { $0 > 0x20 }) else {
            return note(.missing, at: path, found: found, expected: .value)
        }
        switch form {
        case .uri:
            if !Self.isURI(text) {
                note(.badIdentifier, at: path, found: found, expected: .suchAs("https://example.org/1"))
            }
        case .date:
            let date = try? CalendarDate(text)
            if date?.day == nil { note(.badDate, at: path, found: found, expected: .suchAs("2026-03-09")) }
        case .dateTime:
            do throws(DateError) { _ = try UTCInstant(text) } catch {
                // A day alone stands for its beginning in UTC.
                if let date = try? CalendarDate(text), date.day != nil { return }
                note(.badDate, at: path, found: found, expected: .timeWithOffsetBut(error.refusalText))
            }
        case .word(let words):
            if !words.contains(text) {
                note(.badCode, at: path, found: found, expected: .oneOf(words.joined(separator: ", ")))
            }
        case .country:
            if CountryCode(text)?.alpha2 != text { note(.badCode, at: path, found: found, expected: .country) }
        default: return
        }
    }

    /// RFC 3986 section 4.3 at its least: a scheme, a colon and something behind it, without spaces.
    static func isURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let first = text.utf8.first else { return false }
        let isLetter = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7A
        let behind = text.utf8.index(after: colon)
        return isLetter && behind < text.utf8.endIndex && text.utf8.allSatisfy { $0 > 0x20 }
    }
}

extension JSONNode {
    /// What kind of value was found.
    var refusalText: RefusalText {
        switch self {
        case .null: .jsonNull
        case .bool: .jsonBoolean
        case .number: .jsonNumber
        case .string: .jsonString
        case .array: .jsonArray
        case .object: .jsonObject
        }
    }
}
