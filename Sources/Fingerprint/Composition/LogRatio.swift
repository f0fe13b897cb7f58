import Foundation

/// The coordinates in which compositions are compared.
///
/// Shares of a whole cannot vary freely: logarithms of their ratios can (Aitchison 1986; Egozcue et al. 2003).
public enum LogRatio: Sendable, Hashable {
    /// The common logarithm of each value, as concentrations are often modelled; keeps the scale.
    case log10
    /// Centred: `ln xᵢ − mean ln x`. As many coordinates as parts; their covariance is singular.
    case centred
    /// Additive: `ln xᵢ / x_r` for every part but the reference.
    case additive(reference: Int)
    /// Isometric, in pivot coordinates: `√((D−i)/(D−i+1)) ln(xᵢ / gm(xᵢ₊₁ … x_D))`, one less than parts.
    case isometric

    /// Reads `log10`, `clr`, `alr` (the last part is the reference) or `ilr`.
    public init?(_ name: String, parts: Int) {
        switch name {
        case "log10": self = .log10
        case "clr": self = .centred
        case "alr": self = .additive(reference: parts - 1)
        case "ilr": self = .isometric
        default: return nil
        }
    }

    /// The name in files and reports.
    public var name: String {
        switch self {
        case .log10: "log10"
        case .centred: "clr"
        case .additive: "alr"
        case .isometric: "ilr"
        }
    }

    /// The coordinates of a composition whose parts are above zero.
    ///
    /// - Throws: ``FingerprintError`` for a part that is NaN, infinite, zero or below, for fewer than two parts, and for a
    ///   reference that is none of them.
    public func coordinates(of parts: [Double]) throws(FingerprintError) -> [Double] {
        for (index, part) in parts.enumerated() where !(part > 0 && part.isFinite) {
            throw .notPositive(analyte: "part \(index + 1)", place: "the composition")
        }
        if self == .log10 { return parts.map { Foundation.log10($0) } }
        guard parts.count >= 2 else { throw .tooFew(of: "parts of a composition", least: 2, found: parts.count) }
        let logarithms = parts.map { log($0) }
        switch self {
        case .log10: return logarithms
        case .centred:
            let mean = logarithms.reduce(0, +) / Double(logarithms.count)
            return logarithms.map { $0 - mean }
        case .additive(let reference):
            guard parts.indices.contains(reference) else {
                throw .parameter(name: "reference", range: "0..<\(parts.count)")
            }
            return logarithms.indices.filter { $0 != reference }.map { logarithms[$0] - logarithms[reference] }
        case .isometric:
            var result: [Double] = []
            var rest = logarithms.reduce(0, +)
            for index in 0..<(logarithms.count - 1) {
                rest -= logarithms[index]
                let left = Double(logarithms.count - 1 - index)
                result.append((left / (left + 1)).squareRoot() * (logarithms[index] - rest / left))
            }
            return result
        }
    }

    /// The names of the coordinates of parts with these names.
    public func names(of parts: [String]) -> [String] {
        switch self {
        case .log10: return parts.map { "log10 \($0)" }
        case .centred: return parts.map { "clr \($0)" }
        case .additive(let reference):
            guard parts.indices.contains(reference) else { return [] }
            return parts.indices.filter { $0 != reference }.map { "ln \(parts[$0])/\(parts[reference])" }
        case .isometric: return parts.dropLast().map { "ilr \($0)/rest" }
        }
    }

    /// Checks that parts may stand in one composition: log-ratios want shares of a mass, not ratios.
    public func check(_ analytes: [Analyte]) throws(FingerprintError) {
        guard self != .log10 else { return }
        for analyte in analytes where analyte.unit == .ratio {
            throw .unit(analyte: analyte.name, unit: analyte.unit.rawValue)
        }
    }

    /// The parts of a whole as shares that add up to `total`.
    ///
    /// - Throws: ``FingerprintError`` for a part that is NaN, infinite, zero or below.
    public static func closed(_ parts: [Double], to total: Double = 1) throws(FingerprintError) -> [Double] {
        for (index, part) in parts.enumerated() where !(part > 0 && part.isFinite) {
            throw .notPositive(analyte: "part \(index + 1)", place: "the composition")
        }
        let sum = parts.reduce(0, +)
        guard sum > 0, sum.isFinite else { throw .tooFew(of: "parts of a composition", least: 1, found: 0) }
        return parts.map { $0 / sum * total }
    }
}
