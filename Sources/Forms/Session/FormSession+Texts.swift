extension FormSession {
    /// A text of the form as it is shown at a node, in a language; expressions in it see the answers so far.
    ///
    /// - Parameters:
    ///   - path: The node at which it is shown, such as that of a question or a repetition.
    ///   - language: The name of one of the form's languages; nil for its first one.
    public func text(
        _ text: FormText,
        at path: String,
        in language: String? = nil
    ) throws(SessionFault) -> String {
        let node = try node(at: path)
        state.budget.reset()
        do throws(EvaluationFault) {
            return try state.shown(text, in: language, FormState.Context(node))
        } catch {
            throw .evaluation(path: path, error)
        }
    }

    /// The paths at which a node of the form stands now and counts, below another one; the root's where that is nil.
    ///
    /// - Parameters:
    ///   - place: The number of the node in the schema.
    ///   - base: The path of the repetition that is looked at.
    public func paths(of place: Int, below base: String? = nil) throws(SessionFault) -> [String] {
        let start = if let base { try node(at: base) } else { 0 }
        return state.instances(of: place, near: state.line(of: start)).filter { state.tree.isRelevant($0) }
            .map { state.tree.path(of: $0, in: definition.schema) }
    }
}
