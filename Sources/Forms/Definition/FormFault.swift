/// Why a form is not taken: what, where, and what to do.
public struct FormFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // The document
        case notXML
        case notAForm
        case tooLarge
        case missingPart
        case unknownElement
        case badStructure
        // Names
        case unknownNode
        case conflictingBinds
        case missingText
        case missingInstance
        case repeatOutsideRepeat
        // Expressions
        case badExpression
        case unknownFunction
        case outsideXPathSubset
        case badPattern
        case cycle
        // Outside the subset
        case encryption
        case backgroundAudio
        case auditLocation
        case externalApp
        case printing
        case barcode
        case openStreetMap
        case entities
        case partialSubmission
        case otherServer
        case unknownType
        case unknownPreload
        case unknownAttachment
        case copyItemset
        // Forms declared anonymous
        case identifiesDevice
        case identifiesPerson
        case recordsPlace
        case recordsMoment
        case recordsUse
        case recallsAnswers
    }

    /// What is wrong.
    public let code: Code
    /// The path of the node or the name of the element.
    public let place: String
    /// The line of the document, from 1; nil where it is all of it.
    public let line: Int?
    /// What was found: a name, a piece of an expression.
    public let found: String

    init(_ code: Code, _ place: String, line: Int? = nil, found: String = "") {
        self.code = code
        self.place = place
        self.line = line
        self.found = found
    }
}

extension FormFault: CustomStringConvertible {
    /// The fault in one line.
    public var description: String {
        let at = line.map { ", line \($0)" } ?? ""
        return "\(place)\(at): \(code.meaning)\(found.isEmpty ? "" : " (\(found))"). \(code.remedy)"
    }
}
