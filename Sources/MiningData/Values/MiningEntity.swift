public import Formats

/// A typed value of an entity of the standard, which writes what it was read from without loss.
public protocol MiningEntity: Sendable, Hashable {
    /// Members that the standard does not name, as they came: a country may add its own.
    var extras: [JSONNode.Member] { get set }

    /// Reads an object that fits its schema; nil if it does not (``MiningReader`` says why).
    init?(reading node: JSONNode, _ profile: Profile)

    /// The object in the form of a profile.
    func json(_ profile: Profile) -> JSONNode
}
