package import Formats
package import Vocabulary

extension JSONTape.Kind {
    /// What kind of value was found.
    package var refusalText: RefusalText {
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
