extension FormState {
    /// The functions of dates and times.
    func timeFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch function {
        case .today: return .moment(calendar.midnight(now))
        case .now: return .moment(now)
        case .date: return try moment(try value(arguments[0], context), keepsTime: false, function)
        case .dateTime: return try moment(try value(arguments[0], context), keepsTime: true, function)
        case .decimalDateTime, .decimalTime: return try days(try value(arguments[0], context), function)
        default:
            let value = try moment(try value(arguments[0], context), keepsTime: true, function)
            guard case .moment(let moment) = value else { return .empty }
            let pattern = try text(arguments[1], context)
            guard let text = calendar.text(moment, pattern: pattern) else { throw .badDatePattern(pattern) }
            return .text(text)
        }
    }

    /// A value as a moment; what is blank stays blank.
    private func moment(
        _ value: FormValue,
        keepsTime: Bool,
        _ function: FormFunction
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch value {
        case .moment(let moment): return .moment(keepsTime ? moment : calendar.midnight(moment))
        case .number(let number):
            let days = keepsTime ? number : Self.truncated(number)
            if days.isNaN { return value }
            guard Swift.abs(days) <= 2_147_483_647 else { break }
            let moment = keepsTime ? Int(days * Double(FormCalendar.day)) : Int(days) * FormCalendar.day
            let local = keepsTime ? moment : moment - calendar.offsetMinutes * 60_000
            guard FormCalendar.moments.contains(local) else { break }
            return .moment(local)
        case .text(let text):
            if text.isEmpty { return value }
            guard let moment = calendar.dateTime(text) else { break }
            return .moment(moment)
        case .boolean, .nodes: break
        }
        throw .wrongValue(function: function.rawValue, found: String(value.text(calendar).prefix(40)))
    }

    /// A value as days since 1970-01-01, or as the part of a day that has passed.
    private func days(_ value: FormValue, _ function: FormFunction) throws(EvaluationFault) -> FormValue {
        let keepsDate = function == .decimalDateTime
        if case .number(let number) = value {
            if number.isNaN || keepsDate { return value }
            return .number(number - number.rounded(.down))
        }
        guard case .moment(let moment) = try self.moment(value, keepsTime: true, function) else { return value }
        if keepsDate { return .number(Double(moment) / Double(FormCalendar.day)) }
        let local = Double(moment + calendar.offsetMinutes * 60_000) / Double(FormCalendar.day)
        return .number(local - local.rounded(.down))
    }
}
