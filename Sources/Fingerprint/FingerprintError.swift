/// Why a comparison cannot be made: what is wrong, with what, and what to do.
public enum FingerprintError: Error, Sendable, Hashable {
    /// A value that is NaN, infinite, zero or below: no logarithm can be taken.
    case notPositive(analyte: String, place: String)
    /// A value below its detection limit where the caller refuses such values.
    case belowDetection(analyte: String, place: String)
    /// A value is missing where all are needed.
    case missing(analyte: String, place: String)
    /// The lists given do not belong together: what, how many were expected, how many came.
    case wrongCount(of: String, expected: Int, found: Int)
    /// Too few of something for the method: what, the least, how many there are.
    case tooFew(of: String, least: Int, found: Int)
    /// A covariance cannot be inverted, because of these variables: constant, or made of the others.
    case singular(level: Level, analytes: [String])
    /// Units that may not be mixed in one composition.
    case unit(analyte: String, unit: String)
    /// A parameter outside its range.
    case parameter(name: String, range: String)
    /// Something is named that is not there.
    case unknown(what: String, name: String)
    /// A statement that a report must not make.
    case statement([StatementFault])
    /// A text that the report needs is empty.
    case emptyText(heading: String)

    /// Which variation a covariance describes.
    public enum Level: String, Sendable, Hashable {
        /// Between replicates of one item.
        case within
        /// Between items, or of a mean within and between them.
        case between
        /// Between the grains of one source.
        case grains
    }
}

extension FingerprintError: CustomStringConvertible {
    /// What is wrong and what to do, in English.
    public var description: String {
        switch self {
        case .notPositive(let analyte, let place):
            "\(analyte) in \(place) is not above zero. Write a value below the detection limit as <LIMIT."
        case .belowDetection(let analyte, let place):
            "\(analyte) in \(place) is below its detection limit. Leave it out, or choose how such values are replaced."
        case .missing(let analyte, let place):
            "\(analyte) is missing in \(place). Leave the row or the element out."
        case .wrongCount(let what, let expected, let found):
            "\(expected) \(what) were expected, \(found) came."
        case .tooFew(let what, let least, let found):
            "At least \(least) \(what) are needed; there are \(found)."
        case .singular(.between, let analytes):
            """
            The covariance between sources cannot be inverted because of \(analytes.joined(separator: ", ")): sources differ \
            in it no more than bags of one source do, or there are too few sources. Use fewer elements or more sources.
            """
        case .singular(let level, let analytes):
            """
            The \(level.rawValue) covariance cannot be inverted because of \(analytes.joined(separator: ", ")): constant, \
            or made of the others. Leave them out; use ilr or alr instead of clr.
            """
        case .unit(let analyte, let unit):
            "\(analyte) is in \(unit), which is no share of a composition. Leave it out of log-ratios."
        case .parameter(let name, let range): "\(name) must be in \(range)."
        case .unknown(let what, let name): "There is no \(what) “\(name)”."
        case .statement(let faults):
            faults.map { "“\($0.excerpt)”: \($0.advice)" }.joined(separator: "\n")
        case .emptyText(let heading): "The report has no text under “\(heading)”."
        }
    }
}
