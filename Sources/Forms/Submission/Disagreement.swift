/// Where something that was received does not fit its form.
public struct Disagreement: Sendable, Hashable {
    /// How it does not fit.
    public enum Kind: Sendable, Hashable {
        /// The form has no such node.
        case unknownNode
        /// The value is not of the node's type.
        case wrongType(FormDataType, found: String)
        /// The value is none of the choices offered.
        case notAChoice(String)
        /// The node does not count and has a value all the same.
        case irrelevantAnswered
        /// The node counts and is absent.
        case missing
        /// There must be a value, and there is none.
        case requiredButEmpty
        /// The form's constraint does not hold.
        case constraintViolated(message: String?)
        /// A value that is worked out comes to another here.
        case otherCalculation(expected: String, found: String)
        /// A value that nobody may change is not what the form puts there.
        case readonlyChanged(found: String)
        /// There are fewer repetitions than the form asks for.
        case tooFewRepetitions(expected: Int, found: Int)
        /// An expression has no value.
        case notEvaluable(EvaluationFault)
    }

    /// The path of the node.
    public let path: String
    /// How it does not fit.
    public let kind: Kind
    /// Whether it would not fit at any other time either: expressions with `today()`, `now()` or chance depend on when
    /// they are worked out.
    public let isCertain: Bool
}

/// Why what was received is no answer to a form.
public enum SubmissionFault: Error, Sendable, Hashable {
    /// It is no XML.
    case notXML(line: Int)
    /// It answers another form.
    case otherForm(id: String)
    /// It answers another version of the form.
    case otherVersion(String)
    /// It is larger than is read.
    case tooLarge
    /// A file that goes with the form is absent, so that nothing can be worked out.
    case missingAttachments([FormAttachment])
}
