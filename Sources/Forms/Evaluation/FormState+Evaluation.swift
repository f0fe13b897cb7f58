extension FormState {
    /// The value of an expression.
    func evaluate(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> FormValue {
        try budget.spend(1)
        switch expression {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .path(let path): return .nodes(try nodes(path, context))
        case .negation(let operand): return .number(-(try number(operand, context)))
        case .call(let function, let arguments): return try call(function, arguments, context)
        case .chain(let first, let links):
            switch links[0].operator {
            case .or: return .boolean(try any(first, links, true, context))
            case .and: return .boolean(try any(first, links, false, context))
            default: break
            }
            var value = try single(evaluate(first, context), context)
            for link in links {
                let operand = try single(evaluate(link.operand, context), context)
                value = apply(link.operator, value, operand)
            }
            return value
        }
    }

    /// Whether one of the operands is so; the rest is not worked out then.
    private func any(
        _ first: Expression,
        _ links: [Expression.Link],
        _ wanted: Bool,
        _ context: Context
    ) throws(EvaluationFault) -> Bool {
        if try truth(first, context) == wanted { return wanted }
        for link in links where try truth(link.operand, context) == wanted { return wanted }
        return !wanted
    }

    private func apply(_ sign: FormOperator, _ left: FormValue, _ right: FormValue) -> FormValue {
        switch sign {
        case .equal: return .boolean(left.isEqual(to: right, calendar))
        case .notEqual: return .boolean(!left.isEqual(to: right, calendar))
        default: break
        }
        let (one, other) = (left.number(calendar), right.number(calendar))
        switch sign {
        case .less: return .boolean(one < other)
        case .lessOrEqual: return .boolean(one <= other)
        case .greater: return .boolean(one > other)
        case .greaterOrEqual: return .boolean(one >= other)
        case .plus: return .number(one + other)
        case .minus: return .number(one - other)
        case .times: return .number(one * other)
        case .divided: return .number(one / other)
        case .modulo: return .number(one.truncatingRemainder(dividingBy: other))
        case .or, .and, .equal, .notEqual: return .boolean(false)
        }
    }

    // MARK: Values of arguments

    func value(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> FormValue {
        try single(evaluate(expression, context), context)
    }

    func truth(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> Bool {
        try value(expression, context).isTrue
    }

    func number(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> Double {
        try value(expression, context).number(calendar)
    }

    func text(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> String {
        try value(expression, context).text(calendar)
    }

    /// A number without its fraction, within 32 bits.
    func whole(_ expression: Expression, _ context: Context) throws(EvaluationFault) -> Int {
        NumberText.saturated(try number(expression, context))
    }

    /// The values of the arguments, a list of nodes in the place of a single one taken apart.
    func values(_ arguments: ArraySlice<Expression>, _ context: Context) throws(EvaluationFault) -> [FormValue] {
        if arguments.count == 1, let only = arguments.first, case .nodes(let list) = try evaluate(only, context) {
            return try values(list, context)
        }
        var found: [FormValue] = []
        for argument in arguments { found.append(try value(argument, context)) }
        return found
    }

    /// The nodes that an argument leads to.
    func list(
        _ expression: Expression,
        for function: FormFunction,
        _ context: Context
    ) throws(EvaluationFault)
        -> NodeList
    {
        guard case .nodes(let list) = try evaluate(expression, context) else {
            throw .wrongValue(function: function.rawValue, found: "no path")
        }
        return list
    }

    /// An argument that must be a text.
    func plainText(
        _ expression: Expression,
        for function: FormFunction,
        _ context: Context
    ) throws(EvaluationFault)
        -> String
    {
        let value = try value(expression, context)
        guard case .text(let text) = value else {
            throw .wrongValue(function: function.rawValue, found: value.text(calendar))
        }
        return text
    }
}
