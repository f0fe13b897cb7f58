import Formats

extension FormState {
    /// The functions of texts; characters are counted as Java and JavaScript do, in UTF-16.
    func textFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch function {
        case .concat: return .text(try joined(arguments[...], by: "", context))
        case .join: return .text(try joined(arguments[1...], by: try text(arguments[0], context), context))
        case .substr:
            let units = Array(try text(arguments[0], context).utf16)
            var start = try whole(arguments[1], context)
            var end = arguments.count > 2 ? try whole(arguments[2], context) : units.count
            if start < 0 { start += units.count }
            if end < 0 { end += units.count }
            end = min(max(0, end), units.count)
            start = min(max(0, start), units.count)
            return .text(start <= end ? String(decoding: units[start..<end], as: UTF16.self) : "")
        case .translate:
            let from = Array(try text(arguments[1], context).utf16)
            let to = Array(try text(arguments[2], context).utf16)
            let units = try text(arguments[0], context).utf16.compactMap { unit in
                guard let place = from.firstIndex(of: unit) else { return unit }
                return place < to.count ? to[place] : nil
            }
            return .text(String(decoding: units, as: UTF16.self))
        case .contains:
            let text = try text(arguments[0], context)
            return .boolean(TextSearch.offset(of: try self.text(arguments[1], context), in: text) != nil)
        case .startsWith:
            return .boolean(try text(arguments[0], context).utf8.starts(with: text(arguments[1], context).utf8))
        case .endsWith:
            let ending = try text(arguments[1], context).utf8.reversed()
            return .boolean(try text(arguments[0], context).utf8.reversed().starts(with: ending))
        case .substringBefore, .substringAfter:
            let (text, wanted) = (try text(arguments[0], context), try text(arguments[1], context))
            guard let offset = TextSearch.offset(of: wanted, in: text) else { return .empty }
            let bytes = Array(text.utf8)
            let piece = function == .substringBefore ? bytes[..<offset] : bytes[(offset + wanted.utf8.count)...]
            return .text(String(decoding: piece, as: UTF8.self))
        case .stringLength: return .number(Double(try ownText(arguments, context).utf16.count))
        case .normalizeSpace:
            let words = NumberText.trimmed(try ownText(arguments, context)).utf8
                .split { [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains($0) }
            return .text(words.map { String(decoding: Array($0), as: UTF8.self) }.joined(separator: " "))
        case .regex:
            let pattern = try text(arguments[1], context)
            guard let read = try? FormPattern(pattern) else { throw .badPattern(pattern) }
            let text = try text(arguments[0], context)
            try budget.spend((text.utf8.count + 1) * (read.steps.count + 1) / 16)
            return .boolean(read.matches(text))
        default:
            let bytes = Base64.bytes(try text(arguments[0], context).utf8) ?? []
            return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    private func joined(
        _ arguments: ArraySlice<Expression>,
        by separator: String,
        _ context: Context
    )
        throws(EvaluationFault) -> String
    {
        try values(arguments, context).map { $0.text(calendar) }.joined(separator: separator)
    }

    /// The text of the argument, or of the node whose expression it is.
    private func ownText(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> String {
        if let argument = arguments.first { return try text(argument, context) }
        return try value(of: context.node.node, in: context.node.instance, context).text(calendar)
    }
}
