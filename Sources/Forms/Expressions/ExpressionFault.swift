/// Why the text of an expression is not taken.
public enum ExpressionFault: Error, Sendable, Hashable {
    /// Something stands where something else must; the offset counts UTF-8 bytes from the beginning.
    case unexpected(offset: Int)
    /// The text is longer, or more is nested in it, than is read.
    case tooLarge
    /// A function that is not one of ``FormFunction``.
    case unknownFunction(String)
    /// A function with more or fewer arguments than it takes.
    case wrongNumberOfArguments(FormFunction, Int)
    /// What XPath has and the subset does not: `//`, `|`, `$name`, other axes, `..` behind a name.
    case outsideSubset(String)
    /// A pattern that ``FormPattern`` does not read.
    case badPattern(String)
}
