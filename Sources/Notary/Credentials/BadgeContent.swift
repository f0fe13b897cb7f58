public import Credentials
public import Formats

/// Reads what a badge says, as commands and the data interface are given it: an object with `learner`, `course`, `name`,
/// `summary` and `criteria`, each of them a text that is not empty.
public enum BadgeContent {
    /// Reads an object in JSON.
    ///
    /// - Throws: ``IssuingFault/badContent(_:)`` with the member that is wrong.
    public static func read(_ bytes: [UInt8]) throws(IssuingFault) -> CredentialContent.TrainingBadge {
        guard let node = try? JSONNode(parsing: bytes), node.members != nil else { throw .badContent("JSON") }
        return try read(node)
    }

    /// Reads an object.
    public static func read(_ node: JSONNode) throws(IssuingFault) -> CredentialContent.TrainingBadge {
        func text(_ name: String) throws(IssuingFault) -> String {
            guard let text = node[name]?.string, !text.isEmpty, text.utf8.count <= 4_000 else {
                throw .badContent(name)
            }
            return text
        }
        return CredentialContent.TrainingBadge(
            learner: try text("learner"),
            course: try text("course"),
            courseName: try text("name"),
            summary: try text("summary"),
            criteria: try text("criteria")
        )
    }
}
