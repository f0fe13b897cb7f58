/// An expression and where it stands in the document.
public struct Formula: Sendable, Hashable {
    /// The expression.
    public let expression: Expression
    /// Its text as written.
    public let source: String
    /// The line of the element that has it.
    public let line: Int
}

/// What must hold, always or as an expression says.
public enum FormCondition: Sendable, Hashable {
    case always(Bool)
    case when(Formula)
}

/// What is put into a node before anything is asked, or after everything was answered.
public enum FormPreload: Sendable, Hashable {
    /// The moment at which the form was begun.
    case start
    /// The moment at which the form was finished.
    case end
    /// The day on which the form was begun.
    case today
    /// `uuid:` and a random UUID (RFC 9562 section 5.4).
    case identifier
    /// What the device or the account knows under that name, such as `deviceid`.
    case property(String)
}

/// The rules for a node (ODK XForms specification, “Bindings”).
public struct FormBind: Sendable, Hashable {
    /// The number of the node in the schema.
    public let node: Int
    /// The type; nil where none is given.
    public var type: FormDataType?
    /// When the node counts.
    public var relevant = FormCondition.always(true)
    /// When the node must have a value.
    public var required = FormCondition.always(false)
    /// When the node may not be changed by who answers.
    public var readonly = FormCondition.always(false)
    /// What must hold of an answer.
    public var constraint: Formula?
    /// What is said when it does not.
    public var constraintMessage: FormText?
    /// What is said when an answer is absent that must be there.
    public var requiredMessage: FormText?
    /// What the value is worked out by.
    public var calculation: Formula?
    /// What is put in by itself.
    public var preload: FormPreload?
    /// The largest side of a picture, in pixels.
    public var maximumPixels: Int?
    /// The line of the element.
    public let line: Int
}

/// A value that is put into a node when something happens (ODK XForms specification, “Actions”).
public struct FormAction: Sendable, Hashable {
    /// What happens.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case firstLoad = "odk-instance-first-load"
        case load = "odk-instance-load"
        case ready = "xforms-ready"
        case newRepeat = "odk-new-repeat"
        case insert = "jr-insert"
        case valueChanged = "xforms-value-changed"
        case revalidate = "xforms-revalidate"
    }

    /// What is done.
    public enum Kind: Sendable, Hashable {
        /// A value is put in; nil empties the node.
        case setValue(Formula?)
        /// The place of the device is put in; the kernel leaves that to the page or the app that has one.
        case setPlace
    }

    /// When it is done.
    public let events: Set<Event>
    /// The number of the node that it is done to.
    public let target: Int
    /// What is done.
    public let kind: Kind
    /// The line of the element.
    public let line: Int
}
