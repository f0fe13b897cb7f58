/// Why an expression of a form has no value.
public enum EvaluationFault: Error, Sendable, Hashable {
    /// One value was meant, and the path leads to several.
    case repeatedNode(path: String)
    /// A value is none of the kind that a function takes.
    case wrongValue(function: String, found: String)
    /// The file that a list is in is not there.
    case missingInstance(String)
    /// More nodes would have to be looked at than one change may cost.
    case tooMuchWork
    /// A pattern worked out by the form cannot be read.
    case badPattern(String)
    /// A pattern of a date cannot be read.
    case badDatePattern(String)
    /// What JavaRosa can do and the subset cannot, such as a seed that is no number.
    case outsideSubset(String)
}
