import Formats
import Vocabulary

/// Holds an object against the schema of an entity and notes every fault with its JSON path.
struct SchemaCheck {
    let profile: Profile
    private(set) var faults: [DataFault] = []
    /// Which checks had something to look at.
    private(set) var made: Set<Check> = [.required, .type, .naming]
    /// How many members the schema does not name.
    private(set) var unknownCount = 0
    /// A hostile record may be wrong in more places than anybody wants to read of.
    private static let faultLimit = 200

    init(_ profile: Profile) {
        self.profile = profile
    }

    mutating func note(
        _ check: Check,
        at path: String,
        found: RefusalText = .nothing,
        expected: RefusalText
    ) {
        guard faults.count < Self.faultLimit else { return }
        faults.append(DataFault(check, at: path, found: found, expected: expected))
    }

    /// Checks an object; the schema is not recursive, so depth is bounded by it.
    mutating func check(_ node: JSONNode, as entity: Entity, at path: String) {
        guard case .object(let members) = node else {
            return note(.type, at: path, found: node.refusalText, expected: .jsonObject)
        }
        let schema = EntitySchema.of(entity, profile)
        for field in schema.fields {
            guard let value = node[field.term] else {
                if field.isRequired { note(.required, at: "\(path).\(field.term)", expected: .value) }
                continue
            }
            check(value, field, at: "\(path).\(field.term)", in: node)
        }
        for member in members where schema.field(member.name) == nil {
            unknownCount += 1
            guard !TextForms.isCamelCase(member.name) else { continue }
            let name = String(member.name.prefix(60))
            note(.naming, at: "\(path).\(name)", found: .quoted(name), expected: .camelCaseName)
        }
    }

    private mutating func check(_ value: JSONNode, _ field: FieldSchema, at path: String, in object: JSONNode) {
        guard field.isList else { return check(value, field.form, at: path, in: object, isRequired: field.isRequired) }
        guard case .array(let elements) = value else {
            return note(.type, at: path, found: value.refusalText, expected: .list)
        }
        if elements.isEmpty, field.isRequired { note(.required, at: path, expected: .value) }
        for (index, element) in elements.enumerated() {
            check(element, field.form, at: "\(path)[\(index)]", in: object, isRequired: true)
        }
    }

    private mutating func check(
        _ value: JSONNode,
        _ form: FieldSchema.Form,
        at path: String,
        in object: JSONNode,
        isRequired: Bool
    ) {
        if let check = Self.check(of: form) { made.insert(check) }
        switch form {
        case .entity(let entity): check(value, as: entity, at: path)
        case .polygon: checkPolygon(value, at: path)
        case .decimal, .count, .numberCode, .degrees: checkNumber(value, form, at: path)
        default:
            guard case .string(let text) = value else {
                return note(.type, at: path, found: value.refusalText, expected: .text)
            }
            if text.utf8.allSatisfy({ $0 <= 0x20 }) {
                // The schemas let an empty text pass for one that is there.
                if isRequired || form != .text { note(.required, at: path, found: .quoted(text), expected: .value) }
                return
            }
            checkText(text, form, at: path, in: object)
        }
    }

    /// The check that a form belongs to besides that of types.
    private static func check(of form: FieldSchema.Form) -> Check? {
        switch form {
        case .date, .time: .dateForm
        case .numberCode, .mineral: .codeList
        case .wordCode(let words): words == units ? .unit : .codeList
        case .memberState, .country, .subdivision: .country
        case .currency, .telephone, .email: .format
        case .siteNumber: .siteNumber
        case .degrees, .polygon: .position
        default: nil
        }
    }

    private static let units = WeightUnit.allCases.map(\.rawValue)

    // MARK: Numbers

    private mutating func checkNumber(_ value: JSONNode, _ form: FieldSchema.Form, at path: String) {
        guard case .number(let text) = value else {
            return note(.type, at: path, found: value.refusalText, expected: .jsonNumber)
        }
        let found = RefusalText.quoted(String(text.prefix(40)))
        let number: DecimalNumber
        do throws(DecimalError) { number = try DecimalNumber(text) } catch {
            return note(.type, at: path, found: found, expected: .decimalNumberBut(error.refusalText))
        }
        switch form {
        case .numberCode(let codes):
            guard let code = number.integer(rounding: .exact), codes.contains(code) else {
                let words = codes.map(String.init).joined(separator: ", ")
                return note(.codeList, at: path, found: found, expected: .oneOf(words))
            }
        case .count:
            guard let count = number.integer(rounding: .exact), count >= 0 else {
                return note(.type, at: path, found: found, expected: .wholeNumber)
            }
        case .degrees(let limit):
            checkDegrees(number, limit, at: path, found)
        default: return
        }
    }

    private mutating func checkDegrees(_ number: DecimalNumber, _ limit: Int, at path: String, _ found: RefusalText) {
        let scaled = number.integer(times: 10_000, rounding: .exact)
        guard let scaled else { return note(.position, at: path, found: found, expected: .atMostDecimals(4)) }
        guard abs(scaled) <= limit * 10_000 else {
            return note(.position, at: path, found: found, expected: .between(Double(-limit), and: Double(limit)))
        }
    }

    // MARK: Texts

    private mutating func checkText(_ text: String, _ form: FieldSchema.Form, at path: String, in object: JSONNode) {
        let found = RefusalText.quoted(String(text.prefix(60)))
        switch form {
        case .date:
            guard TextForms.date(text) == nil else { return }
            note(.dateForm, at: path, found: found, expected: .suchAs("2026-03-09"))
        case .time:
            guard ClockTime(text, profile) == nil else { return }
            note(.dateForm, at: path, found: found, expected: .suchAs(profile == .core ? "103000" : "10:30:00"))
        case .wordCode(let words):
            guard !words.contains(text) else { return }
            note(
                words == Self.units ? .unit : .codeList,
                at: path,
                found: found,
                expected: .oneOf(words.joined(separator: ", "))
            )
        case .memberState:
            let states = profile == .core ? MemberState.codes : ["RW"]
            guard !states.contains(text) else { return }
            note(.country, at: path, found: found, expected: .oneOf(states.joined(separator: ", ")))
        case .country:
            // Small letters mean the country too, but the standard writes capitals.
            guard CountryCode(text)?.alpha2 != text else { return }
            note(.country, at: path, found: found, expected: .suchAs("BE"))
        case .subdivision:
            guard !TextForms.isSubdivision(text, of: object["country"]?.string) else { return }
            note(.country, at: path, found: found, expected: .suchAs("\(object["country"]?.string ?? "RW")-02"))
        case .mineral:
            guard !TextForms.isHarmonizedCode(text), !TextForms.isIMACode(text) else { return }
            note(.codeList, at: path, found: found, expected: .suchAs("2609.00.00"))
        case .currency:
            guard Currency(text)?.code != text else { return }
            note(.format, at: path, found: found, expected: .currency)
        case .siteNumber:
            guard SiteNumber(text) == nil else { return }
            note(.siteNumber, at: path, found: found, expected: .suchAs("RW-1.9641+30.0619-00001"))
        case .telephone:
            guard !TextForms.isTelephone(text) else { return }
            note(.format, at: path, found: found, expected: .suchAs("+250788123456"))
        case .email:
            guard !TextForms.isEmail(text) else { return }
            note(.format, at: path, found: found, expected: .suchAs("name@example.org"))
        default: return
        }
    }
}
