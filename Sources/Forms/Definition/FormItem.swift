/// What stands in the body of a form (ODK XForms specification, “Body elements”).
public indirect enum FormItem: Sendable, Hashable {
    case group(FormGroup)
    case repetition(FormRepeat)
    case question(FormQuestion)
}

/// Questions that belong together.
public struct FormGroup: Sendable, Hashable {
    /// The number of its node; nil for a group that only stands on the page.
    public let node: Int?
    /// Its heading.
    public let label: FormText?
    /// How it is shown, such as `field-list` or `table-list`.
    public let appearance: [String]
    /// What is in it.
    public let items: [FormItem]
    /// The line of the element.
    public let line: Int
}

/// Questions that are asked as often as needed.
public struct FormRepeat: Sendable, Hashable {
    /// The number of the node that is repeated.
    public let node: Int
    /// Its heading.
    public let label: FormText?
    /// How it is shown.
    public let appearance: [String]
    /// The number of the node that says how many there are, where it is not left to who answers.
    public let count: Int?
    /// Whether nothing can be added or taken away.
    public let isFixed: Bool
    /// What is in it.
    public let items: [FormItem]
    /// What is done when one is added, and at the load for each.
    public let actions: [FormAction]
    /// The line of the element.
    public let line: Int
}

/// A question.
public struct FormQuestion: Sendable, Hashable {
    /// How it is answered.
    public enum Kind: Sendable, Hashable {
        /// By typing, or by what suits the type.
        case input
        /// By typing what nobody may see.
        case secret
        /// By one choice.
        case selectOne(FormChoices)
        /// By any number of choices.
        case selectMany(FormChoices)
        /// By putting choices in order.
        case rank(FormChoices)
        /// By a file of that kind, such as `image/*`.
        case upload(mediaType: String)
        /// By a nod: the value is `OK`.
        case trigger
        /// By a number between two, in steps.
        case range(start: String, end: String, step: String)
    }

    /// The number of its node; nil for a trigger that keeps nothing.
    public let node: Int?
    /// How it is answered.
    public let kind: Kind
    /// What is asked.
    public let label: FormText?
    /// What helps to answer it.
    public let hint: FormText?
    /// How it is shown, such as `minimal`, `likert` or `multiline`.
    public let appearance: [String]
    /// What is done when its value changes, and at the load.
    public let actions: [FormAction]
    /// The line of the element.
    public let line: Int

    /// The choices, if it has any.
    public var choices: FormChoices? {
        switch kind {
        case .selectOne(let choices), .selectMany(let choices), .rank(let choices): choices
        case .input, .secret, .upload, .trigger, .range: nil
        }
    }
}

/// The choices of a question.
public enum FormChoices: Sendable, Hashable {
    /// Always the same.
    case fixed([FormChoice])
    /// Taken from nodes.
    case nodes(FormItemset)
}

/// A choice.
public struct FormChoice: Sendable, Hashable {
    /// What is kept.
    public let value: String
    /// What is shown.
    public let label: FormText
}

/// Choices that are taken from the nodes of an instance.
public struct FormItemset: Sendable, Hashable {
    /// The nodes.
    public let nodes: Formula
    /// The path from each to what is kept.
    public let value: PathExpression
    /// The path from each to what is shown, or to the id of a text.
    public let label: PathExpression
    /// Whether ``label`` leads to the id of a text.
    public let isLabelTranslated: Bool
    /// Whether they are shuffled.
    public let isShuffled: Bool
    /// What the order of shuffling is worked out from; nil for another order each time.
    public let seed: Expression?
}
