/// The names of the texts for people in `Content/messages`.
enum MessageKey {
    /// A word such as `notYetValid` as it stands in a key: `not_yet_valid`.
    static func key(_ group: String, _ word: String) -> String {
        var result = group + "."
        var isAfterSmall = false
        for letter in word {
            if letter.isUppercase, isAfterSmall { result.append("_") }
            isAfterSmall = !letter.isUppercase
            result += letter.lowercased()
        }
        return result
    }
}

extension CredentialFault.Reason {
    /// The key of the text that says this to people.
    public var messageKey: String { MessageKey.key("credential.reason", rawValue) }
}

extension TimeStampFault.Reason {
    /// The key of the text that says this to people.
    public var messageKey: String { MessageKey.key("stamp.reason", rawValue) }
}

extension CredentialReport.Step {
    /// The key of the text that says this to people.
    public var messageKey: String { MessageKey.key("credential.step", rawValue) }
}
