/// Why a session cannot do what it was asked for.
public enum SessionFault: Error, Sendable, Hashable {
    /// An expression for a node has no value.
    case evaluation(path: String, EvaluationFault)
    /// No such node is there.
    case unknownPath(String)
    /// The node is not a repetition that can be added or taken away.
    case notARepeat(String)
    /// More repetitions, or more nodes, than a session holds.
    case tooMany(path: String)
    /// Files that must go with the form are not there.
    case missingAttachments([FormAttachment])
    /// What is done at a change changes what sets it off, without end.
    case actionsWithoutEnd(path: String)
    /// What was received does not fit the form.
    case foreignInstance(String)
}
