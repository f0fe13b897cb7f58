/// An XPath expression of the subset that forms use, as a tree.
///
/// What the tree cannot say (descendants, unions, variables, axes other than child and attribute) is refused when a
/// form is read: see ``ExpressionFault``.
public indirect enum Expression: Sendable, Hashable {
    case number(Double)
    case text(String)
    case path(PathExpression)
    case call(FormFunction, [Expression])
    case negation(Expression)
    /// Operands of one level of precedence, to be worked out from left to right: `a + b - c`.
    case chain(Expression, [Link])

    /// An operator and what stands to its right.
    public struct Link: Sendable, Hashable {
        /// The operator.
        public let `operator`: FormOperator
        /// Its right operand.
        public let operand: Expression
    }
}

/// The operators of expressions, as they are written (XPath 1.0 sections 3.4 and 3.5).
public enum FormOperator: String, Sendable, Hashable, CaseIterable {
    case or
    case and
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "div"
    case modulo = "mod"
}

/// A path to nodes of an instance.
public struct PathExpression: Sendable, Hashable {
    /// Where a path begins.
    public enum Origin: Sendable, Hashable {
        /// At the root of the form's own instance: `/data/a`.
        case root
        /// At the node whose expression this is, or so many steps above it: `.`, `../a`.
        case context(parents: Int)
        /// Inside a predicate, at the node whose expression the whole is: `current()/../a`.
        case current(parents: Int)
        /// At the root of a secondary instance: `instance('list')/root/item`.
        case instance(String)
    }

    /// One step down.
    public struct Step: Sendable, Hashable {
        /// Which nodes are meant.
        public enum Test: Sendable, Hashable {
            /// The children of that name, prefixes not looked at.
            case child(String)
            /// All children.
            case anyChild
            /// The attribute of that name.
            case attribute(String)
        }

        /// Which nodes are meant.
        public let test: Test
        /// What must hold of each of them.
        public let predicates: [Expression]
    }

    /// Where the path begins.
    public let origin: Origin
    /// The steps from there.
    public let steps: [Step]
}

extension Expression {
    /// The expressions directly in this one, those of predicates included.
    var parts: [Expression] {
        switch self {
        case .number, .text: []
        case .path(let path): path.steps.flatMap(\.predicates)
        case .call(_, let arguments): arguments
        case .negation(let operand): [operand]
        case .chain(let first, let links): [first] + links.map(\.operand)
        }
    }

    /// Whether something holds of the expression or of one anywhere in it.
    func contains(where test: (Expression) -> Bool) -> Bool {
        test(self) || parts.contains { $0.contains(where: test) }
    }

    /// Whether its value is another each time, or at another time: it cannot be worked out again elsewhere.
    public var isVolatile: Bool {
        contains { if case .call(let function, _) = $0 { function.isVolatile } else { false } }
    }

    /// The paths in it, those of predicates included.
    var paths: [PathExpression] {
        var found: [PathExpression] = []
        if case .path(let path) = self { found.append(path) }
        for part in parts { found += part.paths }
        return found
    }
}
