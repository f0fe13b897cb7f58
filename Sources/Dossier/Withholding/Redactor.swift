import Formats
import Foundation

/// Takes out of JSON what a version withholds, and puts commitments there.
struct Redactor {
    /// A withheld file, hashed beforehand.
    struct File: Sendable {
        let path: BagPath
        let opening: Opening
        let digests: ContentDigests
    }

    let version: DossierVersion
    private let key: SaltKey
    private let things: [DossierPlan.Withholding]
    /// By path in the plan.
    let files: [String: File]
    private let scan: WordScan
    private let people: [String: Int]
    /// Values of which only one place was named; where else they stand, they would be given away.
    private(set) var named: [(word: String, thing: Int)] = []
    /// What was withheld so far, by commitment.
    private(set) var openings: [Commitment: Opening] = [:]
    /// The things of the plan that were found, by their number.
    private(set) var found: Set<Int> = []

    init(_ plan: DossierPlan, _ version: DossierVersion, _ key: SaltKey, files: [String: File]) {
        (self.version, self.key, things) = (version, key, plan.withhold)
        self.files = files.filter { $0.value.opening.from <= version }
        scan = WordScan(Self.words(plan, version, files))
        var people: [String: Int] = [:]
        for (index, thing) in plan.withhold.enumerated() where thing.from <= version {
            if case .person(let name) = thing.target { people[Self.fold(name)] = index }
        }
        self.people = people
        for (index, thing) in plan.withhold.enumerated() where thing.from <= version {
            guard case .file(let file) = thing.target, let known = self.files[file] else { continue }
            openings[known.opening.thing.commitment] = known.opening
            found.insert(index)
        }
    }

    private static func fold(_ name: String) -> String { name.precomposedStringWithCanonicalMapping.lowercased() }

    /// The words that would give a withheld thing away: names, paths and digests of files, what the plan says.
    private static func words(
        _ plan: DossierPlan,
        _ version: DossierVersion,
        _ files: [String: File]
    ) -> [(word: String, thing: Int)] {
        plan.withhold.enumerated().filter { $0.element.from <= version }.flatMap { index, thing in
            switch thing.target {
            case .person(let word), .words(let word): return [(word, index)]
            case .file(let path):
                var words = [path]
                if let name = path.split(separator: "/").last, name.utf8.count >= 3 { words.append(String(name)) }
                if let digests = files[path]?.digests {
                    words += [Hexadecimal.text(digests.sha256), Hexadecimal.text(digests.sha512)]
                }
                return words.map { ($0, index) }
            case .entry, .pointer: return []
            }
        }
    }

    /// What must stand nowhere in what is given away; whole once all documents are redacted.
    func leaks(_ plan: DossierPlan) -> WordScan { WordScan(Self.words(plan, version, files) + named) }

    // MARK: - Documents

    /// A value of a document, without what is withheld.
    ///
    /// - Parameter place: The document and a JSON pointer, which the salt depends on.
    mutating func redact(_ node: JSONNode, at place: String) throws(DossierError) -> JSONNode {
        if let thing = pointed(place) {
            note(strings: node, thing)
            return try withhold(node, at: place, thing)
        }
        switch node {
        case .string(let text):
            if let person = people[Self.fold(text)] { return .string(try pseudonym(text, person)) }
            guard let thing = scan.leaks(in: Array(text.utf8), of: "").map(\.thing).min() else { return node }
            found.insert(thing)
            return try withhold(node, at: place, thing)
        case .array(let elements):
            var result: [JSONNode] = []
            for (index, element) in elements.enumerated() {
                result.append(try redact(element, at: "\(place)/\(index)"))
            }
            return .array(result)
        case .object(let members):
            var result: [JSONNode.Member] = []
            for member in members {
                result.append(.init(member.name, try redact(member.value, at: "\(place)/\(Self.escaped(member.name))")))
            }
            return .object(result)
        case .null, .bool, .number: return node
        }
    }

    /// RFC 6901 section 3.
    static func escaped(_ name: String) -> String {
        name.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private func pointed(_ place: String) -> Int? {
        things.firstIndex { thing in
            guard thing.from <= version, case .pointer(let pointer) = thing.target else { return false }
            return place == "dossier.json/case" + pointer
        }
    }

    /// An entry of a custody log, without what is withheld.
    mutating func redact(
        entry node: JSONNode,
        of log: String,
        line: Int
    ) throws(DossierError) -> JSONNode {
        let place = "\(log)#\(line)"
        var node = node
        for (index, thing) in things.enumerated() where thing.from <= version {
            guard case .entry(log, let id, let names) = thing.target, node["id"]?.string == id, node["act"] != nil,
                let members = node.members
            else { continue }
            if names.isEmpty {
                found.insert(index)
                return .object([.init("withheld", try withhold(node, at: place, index))])
            }
            var result: [JSONNode.Member] = []
            for member in members {
                guard names.contains(member.name) else {
                    result.append(member)
                    continue
                }
                note(strings: member.value, index)
                result.append(.init(member.name, try withhold(member.value, at: "\(place)/\(member.name)", index)))
            }
            node = .object(result)
        }
        return try redact(node, at: place)
    }

    /// The entry of a file in `dossier.json`: of a withheld one neither its size nor its digest stays.
    mutating func redact(file: String, _ node: JSONNode, at place: String) throws(DossierError) -> JSONNode {
        guard let known = files[file], let path = node["path"] else { return try redact(node, at: place) }
        let thing = things.firstIndex { $0.target == .file(file) } ?? 0
        return .object([
            .init("path", try withhold(path, at: "\(place)/path", thing)),
            .init("content", .string(known.opening.thing.commitment.marked)),
        ])
    }

    // MARK: - Commitments

    /// The strings of a value whose place was named: they must stand nowhere else.
    private mutating func note(strings node: JSONNode, _ thing: Int) {
        switch node {
        case .string(let text): if text.utf8.count >= 3 { named.append((text, thing)) }
        case .array(let elements): for element in elements { note(strings: element, thing) }
        case .object(let members): for member in members { note(strings: member.value, thing) }
        case .null, .bool, .number: break
        }
        found.insert(thing)
    }

    private mutating func withhold(_ node: JSONNode, at place: String, _ thing: Int) throws(DossierError) -> JSONNode {
        .string(try commit(node, .value, at: place, thing).marked)
    }

    private mutating func pseudonym(_ name: String, _ thing: Int) throws(DossierError) -> String {
        found.insert(thing)
        let commitment = try commit(.string(name), .person, at: Self.fold(name), thing)
        return Self.pseudonym + commitment.digits.prefix(Self.pseudonymDigits)
    }

    /// What a pseudonym begins with; the first digits of its commitment follow.
    static let pseudonym = "person-"
    /// 64 bits: two of one case will not have the same.
    static let pseudonymDigits = 16

    private mutating func commit(
        _ node: JSONNode,
        _ kind: Withheld.Kind,
        at place: String,
        _ thing: Int
    ) throws(DossierError) -> Commitment {
        let content: [UInt8]
        do {
            content = try JSONCanonical.bytes(of: node)
        } catch { throw .document(place) }
        let salt = key.salt(kind: kind, place: place, sha256: ContentDigests(of: content).sha256)
        let commitment = Commitment(salt: salt, content: content)
        openings[commitment] = Opening(
            thing: Withheld(commitment: commitment, kind: kind, why: things[thing].why),
            salt: salt,
            from: things[thing].from,
            content: String(decoding: content, as: UTF8.self)
        )
        return commitment
    }
}
