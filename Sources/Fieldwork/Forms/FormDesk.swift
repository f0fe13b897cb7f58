public import Forms
public import Store
import Synchronization

/// The desk of forms: what is asked of them by pages, phones and commands.
public final class FormDesk: Sendable {
    /// Where forms and answers are kept.
    public let store: FactStore
    /// Versions that were read; a version never changes.
    private let kept = Mutex<[Int64: FormDefinition]>([:])

    /// So many are kept.
    private static let mostKept = 64

    /// A desk over a store.
    public init(_ store: FactStore) { self.store = store }

    /// A version as it was read; nil if the reader sees none of that number.
    public func definition(version: Int64, as reader: Reader) async throws -> FormDefinition? {
        // What somebody else may see is found out anew each time; what it says is known.
        guard let found = try await store.formBytes(version: version, as: reader) else { return nil }
        return try definition(version, found.xml, found.files)
    }

    /// A version as it was read; nil if there is none behind the door.
    public func definition(version: Int64, through door: FormDoor) async throws -> FormDefinition? {
        if let known = kept.withLock({ $0[version] }) {
            return try await store.formToFill(version: version, through: door) == nil ? nil : known
        }
        guard let found = try await store.formBytesToFill(version: version, through: door) else { return nil }
        return try definition(version, found.xml, found.files)
    }

    private func definition(_ version: Int64, _ xml: [UInt8], _ files: [String: [UInt8]]) throws -> FormDefinition {
        if let known = kept.withLock({ $0[version] }) { return known }
        let made = try FormDefinition(xml: xml, attachments: files)
        kept.withLock { kept in
            if kept.count >= Self.mostKept { kept.removeAll() }
            kept[version] = made
        }
        return made
    }
}

extension FormDefinition {
    /// The name of its language for a tag such as `pt`; nil where it has none, and is shown in its first one.
    public func language(tagged tag: String) -> String? {
        let exact = translations.first { $0.tag == tag }
        return (exact ?? translations.first { $0.tag?.hasPrefix("\(tag)-") == true })?.language
    }
}
