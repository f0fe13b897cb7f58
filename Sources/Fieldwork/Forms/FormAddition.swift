public import Forms
public import Store
public import Vocabulary

/// Why a form is not taken.
public enum FormAdditionFault: Error, Sendable, Hashable {
    /// It is a spreadsheet, and what makes forms of them is not installed.
    case noConverter
    /// What makes forms of spreadsheets refuses it: what it says, one fault each, with the row.
    case conversion([String])
    /// What makes forms of spreadsheets took too long or too much memory.
    case conversionEnded
    /// It cannot do here what it should.
    case refused([FormFault])
    /// It lacks the lists of these names.
    case missingFiles([String])
    /// It has no id, or no place for the id of a submission, so that an answer could be taken twice.
    case noID
    /// That version is there with other content.
    case otherContent(version: String)
    /// It is larger than is taken.
    case tooLarge
}

/// A form as somebody hands it in.
public struct FormFiles: Sendable, Hashable {
    /// The largest spreadsheet or XForm that is taken, in bytes.
    public static let largest = 5_000_000

    /// The name of the file.
    public var name: String
    /// A spreadsheet (XLSForm) or an XForm.
    public var bytes: [UInt8]
    /// The lists that go with it, by their names.
    public var lists: [String: [UInt8]]

    /// Describes them.
    public init(name: String, bytes: [UInt8], lists: [String: [UInt8]] = [:]) {
        self.name = name
        self.bytes = bytes
        self.lists = lists
    }

    /// Whether it is a spreadsheet: an archive, or a document of the older kind.
    public var isSpreadsheet: Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }
}

/// A form as it was taken.
public struct TakenForm: Sendable {
    /// Its rows.
    public let added: AddedForm
    /// The form.
    public let definition: FormDefinition
    /// What the maker of forms remarked.
    public let remarks: [String]
}

extension FormDesk {
    /// Takes a form: makes an XForm of a spreadsheet, checks it, and keeps it as a version.
    ///
    /// - Parameters:
    ///   - marking: The marking of the form and of all answers, if it is the first version.
    ///   - isOpen: Whether answers are taken at once, if it is the first version.
    /// - Throws: ``FormAdditionFault``; ``Denial``.
    public func add(
        _ files: FormFiles,
        with converter: SpreadsheetConverter,
        marking: HandlingMarking = .amberStrict,
        isOpen: Bool = false,
        by actor: Reader
    ) async throws -> TakenForm {
        guard files.bytes.count <= FormFiles.largest,
            files.lists.values.reduce(0, { $0 + $1.count }) <= 4 * FormFiles.largest
        else { throw FormAdditionFault.tooLarge }
        var converted = SpreadsheetConverter.Converted(xml: files.bytes, warnings: [], itemsets: nil)
        if files.isSpreadsheet { converted = try await converter.convert(files.bytes, named: files.name) }
        var lists = files.lists
        if let itemsets = converted.itemsets { lists["itemsets.csv"] = itemsets }
        let definition: FormDefinition
        do throws(FormRefusal) { definition = try FormDefinition(xml: converted.xml, attachments: lists) } catch {
            throw FormAdditionFault.refused(error.faults)
        }
        try Self.check(definition)
        if let known = try await store.forms(as: actor).first(where: {
            $0.name == definition.id && $0.owner == own(actor)
        }),
            known.link != nil
        {
            try Self.checkNameless(definition)
        }
        let draft = FieldFormDraft(
            name: definition.id,
            version: definition.version ?? "",
            title: definition.title.isEmpty ? definition.id : definition.title,
            xml: converted.xml,
            source: files.isSpreadsheet ? files.bytes : nil,
            sourceName: files.isSpreadsheet ? files.name : nil,
            files: lists,
            marking: marking,
            isOpen: isOpen
        )
        do {
            let added = try await store.addForm(draft, by: actor)
            return TakenForm(added: added, definition: definition, remarks: converted.warnings)
        } catch let error as StoreError where error.code == .conflict {
            throw FormAdditionFault.otherContent(version: draft.version)
        }
    }

    private func own(_ actor: Reader) -> AgencyNumber { actor.agency == .none ? .local : actor.agency }

    private static func check(_ definition: FormDefinition) throws(FormAdditionFault) {
        let missing = definition.missingAttachments
        guard missing.isEmpty else { throw .missingFiles(missing.map(\.name).sorted()) }
        guard !definition.id.isEmpty, definition.instanceIDNode != nil else { throw .noID }
    }

    /// Refuses a form that takes from the phone what nobody was asked.
    private static func checkNameless(_ definition: FormDefinition) throws(FormAdditionFault) {
        let faults = definition.anonymityFaults
        guard faults.isEmpty else { throw .refused(faults) }
    }

    /// Makes a link by which anybody who has it fills a form in, without an account and without a name.
    ///
    /// - Parameter link: What stands in its address: long, and by chance.
    /// - Throws: ``FormAdditionFault/refused(_:)`` where the form takes from the phone what nobody was asked.
    public func makeLink(_ link: String, to form: Int64, by actor: Reader) async throws {
        guard let newest = try await store.formVersions(of: form, as: actor).first,
            let definition = try await definition(version: newest.id, as: actor)
        else { throw StoreError(.notFound, "There is no form \(form).") }
        try Self.checkNameless(definition)
        try await store.setFormLink(link, of: form, by: actor)
    }
}
