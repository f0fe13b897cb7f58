import Formats
import Vocabulary

/// Puts typed values together to the members of an object, in the order of the standard.
struct MemberWriter {
    let profile: Profile
    private(set) var members: [JSONNode.Member] = []

    init(_ profile: Profile) {
        self.profile = profile
    }

    mutating func add(_ term: String, _ node: JSONNode?) {
        if let node { members.append(JSONNode.Member(term, node)) }
    }

    mutating func add(_ term: String, _ text: String?) { add(term, text.map(JSONNode.string)) }

    mutating func add(_ term: String, _ number: DecimalNumber?) { add(term, number.map { .number($0.description) }) }

    mutating func add(_ term: String, _ number: Int?) { add(term, number.map(JSONNode.integer)) }

    mutating func add(flag term: String, _ flag: Bool?) {
        let digit = flag.map { $0 ? "1" : "0" }
        add(term, digit.map { profile == .core ? .number($0) : .string($0) })
    }

    mutating func add(_ term: String, _ date: CalendarDate?) { add(term, date?.description) }

    mutating func add(_ term: String, _ time: ClockTime?) { add(term, time?.text(profile)) }

    mutating func add<Code: RawRepresentable>(code term: String, _ code: Code?) where Code.RawValue == Int {
        add(term, code?.rawValue)
    }

    mutating func add<Code: RawRepresentable>(code term: String, _ code: Code?) where Code.RawValue == String {
        add(term, code?.rawValue)
    }

    mutating func add<Code: RawRepresentable>(codes term: String, _ codes: [Code]) where Code.RawValue == Int {
        add(term, .array(codes.map { .integer($0.rawValue) }))
    }

    mutating func add(_ term: String, _ texts: [String]) { add(term, .array(texts.map(JSONNode.string))) }

    mutating func add<Value: MiningEntity>(_ term: String, _ value: Value?) { add(term, value?.json(profile)) }

    mutating func add<Value: MiningEntity>(_ term: String, _ values: [Value]?) {
        add(term, values.map { .array($0.map { $0.json(profile) }) })
    }

    mutating func add(rest members: [JSONNode.Member]) { self.members += members }
}
