import Formats
import Vocabulary

/// Takes the members of an object one after the other into typed values; what nobody takes is kept.
///
/// The object was checked against its schema before, so that a value that does not fit is simply not there.
struct MemberReader {
    let profile: Profile
    private var members: [JSONNode.Member]

    init?(_ node: JSONNode?, _ profile: Profile) {
        guard case .object(let members) = node else { return nil }
        self.members = members
        self.profile = profile
    }

    /// What was not taken.
    var rest: [JSONNode.Member] { members }

    /// Takes a member if it reads as wanted; one that does not stays with the rest, so that nothing is lost.
    private mutating func take<T>(_ term: String, _ read: (JSONNode) -> T?) -> T? {
        guard let index = members.firstIndex(where: { $0.name.utf8.elementsEqual(term.utf8) }),
            let value = read(members[index].value)
        else { return nil }
        members.remove(at: index)
        return value
    }

    mutating func node(_ term: String) -> JSONNode? { take(term) { $0 } }

    mutating func text(_ term: String) -> String? { take(term, \.string) }

    mutating func decimal(_ term: String) -> DecimalNumber? {
        take(term) { $0.numberText.flatMap { try? DecimalNumber($0) } }
    }

    mutating func integer(_ term: String) -> Int? { take(term, Self.integer) }

    private static func integer(_ node: JSONNode) -> Int? {
        node.numberText.flatMap { try? DecimalNumber($0) }?.integer(rounding: .exact)
    }

    /// A status that is 1 or 0: a number in the core, a text in Rwanda.
    mutating func flag(_ term: String) -> Bool? {
        take(term) { node in
            switch node.string ?? node.numberText {
            case "1": true
            case "0": false
            default: Self.integer(node).flatMap { $0 == 1 ? true : $0 == 0 ? false : nil }
            }
        }
    }

    mutating func date(_ term: String) -> CalendarDate? {
        take(term) { node in node.string.flatMap { try? CalendarDate($0) } }
    }

    mutating func time(_ term: String) -> ClockTime? {
        let profile = profile
        return take(term) { node in node.string.flatMap { ClockTime($0, profile) } }
    }

    mutating func code<Code: RawRepresentable>(_ term: String) -> Code? where Code.RawValue == Int {
        take(term) { Self.integer($0).flatMap(Code.init) }
    }

    mutating func code<Code: RawRepresentable>(_ term: String) -> Code? where Code.RawValue == String {
        take(term) { $0.string.flatMap(Code.init) }
    }

    mutating func codes<Code: RawRepresentable>(_ term: String) -> [Code]? where Code.RawValue == Int {
        take(term) { node in Self.all(node) { Self.integer($0).flatMap(Code.init) } }
    }

    mutating func texts(_ term: String) -> [String]? {
        take(term) { Self.all($0, \.string) }
    }

    mutating func entity<Value: MiningEntity>(_ term: String) -> Value? {
        let profile = profile
        return take(term) { Value(reading: $0, profile) }
    }

    mutating func entities<Value: MiningEntity>(_ term: String) -> [Value]? {
        let profile = profile
        return take(term) { node in Self.all(node) { Value(reading: $0, profile) } }
    }

    /// The elements of an array, if every one reads as wanted.
    private static func all<T>(_ node: JSONNode, _ read: (JSONNode) -> T?) -> [T]? {
        guard let elements = node.elements else { return nil }
        let values = elements.compactMap(read)
        return values.count == elements.count ? values : nil
    }
}
