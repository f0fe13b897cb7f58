public import Formats

/// A lot that another one was formed from (MD.12 `inputLot`).
///
/// The standard names the lot alone. RCM Manual 4.2.8 asks for the weight from each incoming lot, so we add
/// `consumedGrams`; a system that does not know the term passes it by.
public struct InputLot: MiningEntity {
    /// The term of our extension.
    public static let consumedTerm = "consumedGrams"

    /// Number of the lot.
    public var number: String
    /// Grams taken from it; an extension of ours.
    public var consumedGrams: Int?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        number: String,
        consumedGrams: Int? = nil
    ) {
        self.number = number
        self.consumedGrams = consumedGrams
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let number = reader.text("lotNumber")
        else { return nil }
        self.number = number
        consumedGrams = reader.integer(Self.consumedTerm)
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("lotNumber", number)
        writer.add(Self.consumedTerm, consumedGrams)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
