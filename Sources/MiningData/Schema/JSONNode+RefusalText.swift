import Formats
import Vocabulary

extension JSONNode {
    /// What kind of value was found.
    var refusalText: RefusalText {
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
