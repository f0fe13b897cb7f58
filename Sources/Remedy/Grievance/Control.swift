/// Who controls whom, as a closure: for each organisation all that it controls, directly or through others.
///
/// How it is found, from owners, ministries or chains of command, is no matter of this room.
public struct Control: Sendable, Hashable {
    private let controlled: [OrganisationID: Set<OrganisationID>]

    /// A closure.
    public init(_ controlled: [OrganisationID: Set<OrganisationID>] = [:]) { self.controlled = controlled }

    /// Those organisations and all that they control.
    public func closure(of organisations: Set<OrganisationID>) -> Set<OrganisationID> {
        organisations.reduce(into: organisations) { all, one in all.formUnion(controlled[one] ?? []) }
    }
}
