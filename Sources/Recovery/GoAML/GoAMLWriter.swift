import Vocabulary

/// Writes elements, checked by the profile before they are written.
struct GoAMLWriter {
    let profile: GoAMLProfile
    private(set) var text = ""
    private(set) var changes: [GoAMLDocument.Change] = []
    private(set) var omissions: [GoAMLDocument.Omission] = []
    private(set) var faults: [GoAMLFault] = []
    private var path: [String] = []

    init(_ profile: GoAMLProfile) { self.profile = profile }

    mutating func fault(_ element: String, _ reason: GoAMLFault.Reason, _ detail: String = "") {
        guard faults.count < 200 else { return }
        faults.append(GoAMLFault(path: full(element), reason: reason, detail: String(detail.prefix(80))))
    }

    private func full(_ element: String) -> String { (path + [element]).filter { !$0.isEmpty }.joined(separator: ".") }

    /// An element that holds others; `at` tells which of several it is.
    mutating func group(_ element: String, at index: Int? = nil, _ content: (inout GoAMLWriter) -> Void) {
        path.append(element + (index.map { "[\($0)]" } ?? ""))
        text += "<\(element)>"
        content(&self)
        text += "</\(element)>"
        path.removeLast()
    }

    /// A text; nil is named as an omission, and a fault where it has to be.
    ///
    /// - Parameter rule: The name of the rule in the profile: `person.first_name`.
    mutating func text(
        _ element: String,
        _ value: String?,
        rule: String,
        isRequired: Bool = false,
        latin: String? = nil
    ) {
        guard take(element, value != nil, rule: rule, isRequired), let value else { return }
        if profile.anyScript.contains(rule) { return own(element, value, rule: rule) }
        let given = latin ?? value
        let ascii = ASCIIText(given)
        var written = ascii.text
        if !ascii.unwritten.isEmpty {
            return fault(element, .noLatinSpelling, ascii.unwritten.joined(separator: " "))
        }
        if profile.names.contains(rule) {
            // Marks that names may not hold stand between words: `Sons & Co` would else be no name at all.
            let plain = String(written.map { Self.isNameCharacter($0) ? $0 : " " })
            written = plain.split(separator: " ").joined(separator: " ")
        }
        if let range = profile.lengths[rule] {
            let count = written.utf8.count
            if count < range.lowerBound { fault(element, .tooShort, "\(count) of at least \(range.lowerBound)") }
            if count > range.upperBound { fault(element, .tooLong, "\(count) of at most \(range.upperBound)") }
        }
        if written != value {
            changes.append(.init(path: full(element), original: value, written: written))
        }
        raw(element, written)
    }

    /// A text in its own script, as the unit takes it.
    private mutating func own(_ element: String, _ value: String, rule: String) {
        let hasControl = value.unicodeScalars.contains { scalar in
            let category = scalar.properties.generalCategory
            return category == .control && scalar != "\n" || category == .unassigned || category == .privateUse
        }
        if hasControl { return fault(element, .badCharacter) }
        let count = value.unicodeScalars.count
        if let range = profile.lengths[rule], !range.contains(count) {
            let limit = count < range.lowerBound ? "least \(range.lowerBound)" : "most \(range.upperBound)"
            return fault(element, count < range.lowerBound ? .tooShort : .tooLong, "\(count) of at \(limit)")
        }
        text += "<\(element)>"
        references(value)
        text += "</\(element)>"
    }

    /// Words with all that is not ASCII as numbers of characters.
    private mutating func references(_ words: String) {
        for scalar in words.unicodeScalars {
            if scalar.isASCII {
                text += scalar == "&" ? "&amp;" : scalar == "<" ? "&lt;" : scalar == ">" ? "&gt;" : String(scalar)
            } else {
                text += "&#x\(String(scalar.value, radix: 16, uppercase: true));"
            }
        }
    }

    /// A code of one of the unit's lists.
    mutating func code(
        _ element: String,
        _ value: String?,
        _ list: GoAMLProfile.List,
        rule: String,
        isRequired: Bool = true
    ) {
        guard take(element, value != nil, rule: rule, isRequired), let value else { return }
        let known = profile.codes[list] ?? []
        guard GoAMLProfile.isCode(value), known.isEmpty || known.contains(value) else {
            return fault(element, .unknownCode, value)
        }
        if known.isEmpty { omit(element, .listUnknown) }
        raw(element, value)
    }

    /// A value that is ASCII and right by its type.
    mutating func plain(_ element: String, _ value: String?, rule: String, isRequired: Bool = false) {
        guard take(element, value != nil, rule: rule, isRequired), let value else { return }
        raw(element, value)
    }

    /// The words as they were given, where an element changed them: other scripts as numbers of their characters, so that
    /// the document stays ASCII and nothing is lost.
    mutating func original(_ words: String, rule: String) {
        guard !words.unicodeScalars.allSatisfy(\.isASCII) else { return }
        guard take("comments", true, rule: rule, false) else { return }
        text += "<comments>"
        references(words)
        text += "</comments>"
    }

    /// Names what is not given and what is not taken.
    private mutating func take(_ element: String, _ isGiven: Bool, rule: String, _ isRequired: Bool) -> Bool {
        if profile.refused.contains(rule) {
            if isGiven { omit(element, .notTaken) }
            return false
        }
        guard !isGiven else { return true }
        if isRequired || profile.required.contains(rule) {
            fault(element, .missing)
        } else {
            omit(element, .notGiven)
        }
        return false
    }

    mutating func omit(_ element: String, _ why: GoAMLDocument.Omission.Why) {
        let omission = GoAMLDocument.Omission(path: full(element), why: why)
        if !omissions.contains(omission) { omissions.append(omission) }
    }

    private mutating func raw(_ element: String, _ value: String) {
        text += "<\(element)>"
        for character in value {
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.append(character)
            }
        }
        text += "</\(element)>"
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x2E, 0x27, 0x2D: return true
        default: return false
        }
    }
}
