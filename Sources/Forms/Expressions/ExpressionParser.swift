extension Expression {
    /// Reads the text of an expression.
    ///
    /// Names keep no prefix: the forms that are met write `meta` and `orx:meta` for the same node.
    public init(_ text: String) throws(ExpressionFault) {
        var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text), end: text.utf8.count)
        self = try parser.whole()
    }
}

/// Puts the tokens of an expression together (XPath 1.0 section 3), by recursive descent.
private struct ExpressionParser {
    /// How deep calls, brackets and predicates may nest.
    static let deepest = 60

    let tokens: [(token: ExpressionToken, offset: Int)]
    let end: Int
    var index = 0
    var depth = 0

    /// The levels of precedence from the weakest.
    private static let levels: [[FormOperator]] = [
        [.or], [.and], [.equal, .notEqual], [.less, .lessOrEqual, .greater, .greaterOrEqual], [.plus, .minus],
        [.times, .divided, .modulo],
    ]

    init(tokens: [(token: ExpressionToken, offset: Int)], end: Int) {
        self.tokens = tokens
        self.end = end
    }

    private var upcoming: ExpressionToken? { index < tokens.count ? tokens[index].token : nil }
    private var fault: ExpressionFault { .unexpected(offset: index < tokens.count ? tokens[index].offset : end) }

    mutating func whole() throws(ExpressionFault) -> Expression {
        let expression = try level(0)
        guard index == tokens.count else {
            if upcoming == .symbol(.union) { throw .outsideSubset("|") }
            throw fault
        }
        return expression
    }

    private mutating func level(_ number: Int) throws(ExpressionFault) -> Expression {
        guard number < Self.levels.count else { return try unary() }
        let first = try level(number + 1)
        var links: [Expression.Link] = []
        while case .operator(let sign)? = upcoming, Self.levels[number].contains(sign) {
            index += 1
            links.append(Expression.Link(operator: sign, operand: try level(number + 1)))
        }
        return links.isEmpty ? first : .chain(first, links)
    }

    private mutating func unary() throws(ExpressionFault) -> Expression {
        var isNegative = false
        var isSigned = false
        while upcoming == .operator(.minus) {
            index += 1
            isNegative.toggle()
            isSigned = true
        }
        let operand = try primary()
        guard isSigned else { return operand }
        return isNegative ? .negation(operand) : .negation(.negation(operand))
    }

    private mutating func primary() throws(ExpressionFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .tooLarge }
        switch upcoming {
        case .number(let value):
            index += 1
            return .number(value)
        case .text(let text):
            index += 1
            return .text(text)
        case .symbol(.opening):
            index += 1
            let inner = try level(0)
            try pass(.closing)
            if upcoming == .symbol(.slash) || upcoming == .symbol(.openingBracket) { throw .outsideSubset("(…)/") }
            return inner
        case .symbol(.dollar): throw .outsideSubset("$")
        case .name(let name) where index + 1 < tokens.count && tokens[index + 1].token == .symbol(.opening):
            return try call(name)
        default:
            return try path()
        }
    }

    private mutating func call(_ name: String) throws(ExpressionFault) -> Expression {
        index += 2
        var arguments: [Expression] = []
        if upcoming == .symbol(.closing) {
            index += 1
        } else {
            repeat { arguments.append(try level(0)) } while passComma()
            try pass(.closing)
        }
        switch name {
        case "instance":
            guard arguments.count == 1, case .text(let id) = arguments[0] else { throw .outsideSubset("instance()") }
            return try path(from: .instance(id))
        case "current":
            guard arguments.isEmpty else { throw .outsideSubset("current()") }
            return try path(from: .current(parents: 0))
        default: break
        }
        guard let function = FormFunction(rawValue: name) else { throw .unknownFunction(name) }
        let isPaired = function == .indexedRepeat || function == .weightedChecklist
        guard function.arity.contains(arguments.count),
            !isPaired || arguments.count % 2 == function.arity.lowerBound % 2
        else { throw .wrongNumberOfArguments(function, arguments.count) }
        if upcoming == .symbol(.slash) || upcoming == .symbol(.openingBracket) { throw .outsideSubset("\(name)(…)/") }
        if function == .regex, case .text(let pattern) = arguments[1] {
            guard (try? FormPattern(pattern)) != nil else { throw .badPattern(pattern) }
        }
        return .call(function, arguments)
    }

    // MARK: Paths

    private mutating func path() throws(ExpressionFault) -> Expression {
        switch upcoming {
        case .symbol(.slash):
            index += 1
            return .path(PathExpression(origin: .root, steps: try steps(isFirst: true)))
        case .symbol(.doubleSlash): throw .outsideSubset("//")
        case .symbol(.dot), .symbol(.doubleDot), .symbol(.at), .name, .anyName:
            return try relative(.context(parents: 0))
        default: throw fault
        }
    }

    /// The rest of a path behind `instance('…')` or `current()`.
    private mutating func path(from origin: PathExpression.Origin) throws(ExpressionFault) -> Expression {
        guard upcoming == .symbol(.slash) else {
            if upcoming == .symbol(.doubleSlash) { throw .outsideSubset("//") }
            if upcoming == .symbol(.openingBracket) { throw .outsideSubset("()[") }
            return .path(PathExpression(origin: origin, steps: []))
        }
        index += 1
        if case .current = origin { return try relative(origin) }
        return .path(PathExpression(origin: origin, steps: try steps(isFirst: true)))
    }

    /// A path that may begin with `.` and `..`.
    private mutating func relative(_ origin: PathExpression.Origin) throws(ExpressionFault) -> Expression {
        var parents = 0
        while true {
            if upcoming == .symbol(.dot) {
                index += 1
            } else if upcoming == .symbol(.doubleDot) {
                index += 1
                parents += 1
            } else {
                break
            }
            if upcoming == .symbol(.openingBracket) { throw .outsideSubset(".[") }
            guard upcoming == .symbol(.slash) else {
                if upcoming == .symbol(.doubleSlash) { throw .outsideSubset("//") }
                return .path(PathExpression(origin: Self.raised(origin, by: parents), steps: []))
            }
            index += 1
        }
        return .path(PathExpression(origin: Self.raised(origin, by: parents), steps: try steps(isFirst: true)))
    }

    private static func raised(_ origin: PathExpression.Origin, by parents: Int) -> PathExpression.Origin {
        if case .current = origin { return .current(parents: parents) }
        return .context(parents: parents)
    }

    private mutating func steps(isFirst: Bool) throws(ExpressionFault) -> [PathExpression.Step] {
        var found: [PathExpression.Step] = []
        repeat {
            let test: PathExpression.Step.Test
            switch upcoming {
            case .name(let name):
                if index + 1 < tokens.count, tokens[index + 1].token == .symbol(.doubleColon) {
                    throw .outsideSubset("\(name)::")
                }
                test = .child(Self.local(name))
            case .anyName: test = .anyChild
            case .symbol(.at):
                index += 1
                guard case .name(let name)? = upcoming else { throw fault }
                test = .attribute(Self.local(name))
            case .symbol(.doubleDot): throw .outsideSubset("a/..")
            case .symbol(.dot) where !found.isEmpty:
                index += 1
                continue
            default: throw fault
            }
            index += 1
            found.append(PathExpression.Step(test: test, predicates: try predicates()))
            guard found.count <= 64 else { throw .tooLarge }
        } while passSlash()
        if upcoming == .symbol(.doubleSlash) { throw .outsideSubset("//") }
        return found
    }

    private mutating func predicates() throws(ExpressionFault) -> [Expression] {
        var found: [Expression] = []
        while upcoming == .symbol(.openingBracket) {
            index += 1
            depth += 1
            guard depth <= Self.deepest else { throw .tooLarge }
            found.append(try level(0))
            depth -= 1
            try pass(.closingBracket)
        }
        return found
    }

    private static func local(_ name: String) -> String {
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    private mutating func pass(_ symbol: ExpressionToken.Symbol) throws(ExpressionFault) {
        guard upcoming == .symbol(symbol) else {
            if upcoming == .symbol(.union) { throw .outsideSubset("|") }
            throw fault
        }
        index += 1
    }

    private mutating func passComma() -> Bool {
        guard upcoming == .symbol(.comma) else { return false }
        index += 1
        return true
    }

    private mutating func passSlash() -> Bool {
        guard upcoming == .symbol(.slash) else { return false }
        index += 1
        return true
    }
}
