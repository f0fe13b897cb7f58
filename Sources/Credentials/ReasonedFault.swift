/// A fault with a reason that programs compare, and a detail for the person who looks for the place.
///
/// Faults are equal when their reasons are.
public protocol ReasonedFault: Error, Hashable, CustomStringConvertible {
    /// The kinds of fault.
    associatedtype Reason: RawRepresentable<String>, Hashable

    /// What is wrong.
    var reason: Reason { get }
    /// Where, in words; empty where the reason says it all.
    var detail: String { get }
}

extension ReasonedFault {
    /// Whether the reasons are the same.
    public static func == (left: Self, right: Self) -> Bool { left.reason == right.reason }

    /// Hashes the reason.
    public func hash(into hasher: inout Hasher) { hasher.combine(reason) }

    /// The reason, and the place.
    public var description: String { detail.isEmpty ? reason.rawValue : "\(reason.rawValue): \(detail)" }
}
