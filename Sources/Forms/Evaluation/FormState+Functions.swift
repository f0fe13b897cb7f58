extension FormState {
    /// The value of a call.
    func call(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch function {
        case .true: return .boolean(true)
        case .false: return .boolean(false)
        case .boolean: return .boolean(try truth(arguments[0], context))
        case .not: return .boolean(!(try truth(arguments[0], context)))
        case .number: return .number(try number(arguments[0], context))
        case .int: return .number(Self.truncated(try number(arguments[0], context)))
        case .string: return .text(try text(arguments[0], context))
        case .booleanFromString:
            let text = try text(arguments[0], context)
            return .boolean(text.lowercased() == "true" || text == "1")
        case .if: return try value(arguments[truth(arguments[0], context) ? 1 : 2], context)
        case .coalesce:
            let first = try value(arguments[0], context)
            return first.isBlank ? try value(arguments[1], context) : first
        case .once:
            let new = try value(arguments[0], context)
            let old = try value(of: context.node.node, in: context.node.instance, context)
            return old.text(calendar).isEmpty ? new : old
        case .depend:
            for argument in arguments.dropFirst() { _ = try evaluate(argument, context) }
            return try value(arguments[0], context)
        case .checklist: return .boolean(try checklist(arguments, context))
        case .weightedChecklist: return .boolean(try weightedChecklist(arguments, context))
        case .uuid:
            guard let length = arguments.first else { return .text(uuid()) }
            return .text(randomLetters(try whole(length, context)))
        case .random: return .number(Double(environment.random() >> 11) * 0x1p-53)
        case .version: return .text(definition.version ?? "")
        case .property: return .text(environment.properties[try text(arguments[0], context)] ?? "")
        case .selected, .isSelected, .countSelected, .selectedAt, .choiceName, .itext:
            return try choiceFunction(function, arguments, context)
        case .concat, .join, .substr, .translate, .contains, .regex, .substringBefore, .substringAfter, .startsWith,
            .endsWith, .stringLength, .normalizeSpace, .decodeBase64:
            return try textFunction(function, arguments, context)
        case .round, .abs, .pow, .sqrt, .exp, .exp10, .log, .log10, .pi, .sin, .cos, .tan, .asin, .acos, .atan, .atan2:
            return .number(try numberFunction(function, arguments, context))
        case .count, .sum, .max, .min, .position, .randomize, .pulldata, .countNonEmpty, .indexedRepeat:
            return try nodeFunction(function, arguments, context)
        case .today, .now, .date, .dateTime, .decimalDateTime, .decimalTime, .formatDate, .formatDateTime:
            return try timeFunction(function, arguments, context)
        case .area, .enclosedArea, .distance, .geofence: return try placeFunction(function, arguments, context)
        }
    }

    /// A number without its fraction.
    static func truncated(_ number: Double) -> Double {
        guard number.isFinite, number.magnitude < 0x1p63 else { return number }
        return number.rounded(.towardZero)
    }

    private func checklist(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> Bool {
        let (least, most) = (try whole(arguments[0], context), try whole(arguments[1], context))
        let count = try values(arguments[2...], context).count { $0.isTrue }
        return (least < 0 || count >= least) && (most < 0 || count <= most)
    }

    private func weightedChecklist(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> Bool {
        let (least, most) = (try number(arguments[0], context), try number(arguments[1], context))
        var flags: [FormValue] = []
        var weights: [FormValue] = []
        if arguments.count == 4 {
            flags = try values(arguments[2..<3], context)
            weights = try values(arguments[3..<4], context)
        } else {
            for index in stride(from: 2, to: arguments.count, by: 2) {
                flags.append(try value(arguments[index], context))
                weights.append(try value(arguments[index + 1], context))
            }
        }
        guard flags.count == weights.count else {
            throw .wrongValue(
                function: FormFunction.weightedChecklist.rawValue,
                found: "\(flags.count), \(weights.count)"
            )
        }
        var sum = 0.0
        for (flag, weight) in zip(flags, weights) where flag.isTrue { sum += weight.number(calendar) }
        return sum >= least && sum <= most
    }

    /// A random UUID (RFC 9562 section 5.4).
    func uuid() -> String {
        var bytes: [UInt8] = []
        for _ in 0..<2 {
            let bits = environment.random()
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
            }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func randomLetters(_ length: Int) -> String {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        let count = max(0, min(length, 1000))
        return String(decoding: (0..<count).map { _ in letters[Int(environment.random() % 36)] }, as: UTF8.self)
    }

    // MARK: Choices

    private func choiceFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault) -> FormValue {
        switch function {
        case .selected, .isSelected:
            let wanted = NumberText.trimmed(try plainText(arguments[1], for: function, context))
            let chosen = " \(try plainText(arguments[0], for: function, context)) "
            return .boolean(TextSearch.offset(of: " \(wanted) ", in: chosen) != nil)
        case .countSelected:
            return .number(Double(try plainText(arguments[0], for: function, context).spaceSeparated.count))
        case .selectedAt:
            let chosen = try plainText(arguments[0], for: function, context).spaceSeparated
            let index = try whole(arguments[1], context)
            return .text(chosen.indices.contains(index) ? chosen[index] : "")
        case .choiceName:
            let value = try text(arguments[0], context)
            return .text(try choiceName(value, path: try text(arguments[1], context), context))
        default: return .text(try shown(.translated(try text(arguments[0], context)), in: nil, context))
        }
    }
}
