import EPCIS
import Foundation
import Testing

/// The documents of GS1 and of OpenEPCIS, valid and invalid ones.
@Suite struct SharedDocumentsTests {
    /// Valid by name, but refused by GS1's own XML Schema too: the order of elements is not the binding's.
    static let jumbled = "Jumbled"
    /// A key twice in one object: refused before anything is judged (AssociationEvent-h; see ORIGIN.md beside it).
    static let duplicateKey = "AssociationEvent-h.jsonld"

    static var files: [String] {
        SharedVectors.files(below: "openepcis-test-resources", ending: [".json", ".xml"])
            + SharedVectors.files(below: "gs1-epcis/examples-json", ending: [".jsonld"])
            + SharedVectors.files(below: "gs1-epcis/examples-xml", ending: [".xml"])
    }

    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func validDocumentsAreAccepted() throws {
        var count = 0
        for file in Self.files where !file.contains("/Invalid/") && !file.hasSuffix(Self.duplicateKey) {
            // Capture jobs and master data documents hold no events.
            if ["CaptureJob", "asterData", "masterdata", "CBV-11.4"].contains(where: file.contains) { continue }
            let verdict = DocumentValidator().validate(try SharedVectors.bytes(file))
            let errors = verdict.faults.filter { $0.fault.severity == .error }
            if file.contains(Self.jumbled), file.contains("/2.0/EPCIS/XML/") {
                #expect(errors.allSatisfy { $0.fault.reason == .wrongOrder } && !errors.isEmpty, "\(file)")
            } else {
                #expect(
                    errors.isEmpty,
                    "\(file): \(errors.map { "\($0.line) \($0.path) \($0.fault.reason) \($0.fault.found)" })"
                )
            }
            count += 1
        }
        #expect(count >= 180)
    }

    @Test(.enabled(if: SharedVectors.folder != nil, "\(SharedVectors.absence)"))
    func invalidDocumentsAreRefusedWithAReason() throws {
        var count = 0
        for file in Self.files where file.contains("/Invalid/") {
            let verdict = DocumentValidator().validate(try SharedVectors.bytes(file))
            #expect(!verdict.isValid, "\(file)")
            for fault in verdict.faults {
                #expect(fault.line >= 1)
                #expect(fault.path.hasPrefix("$") || fault.path.hasPrefix("/"), "\(fault.path)")
                #expect(!fault.fault.clause.isEmpty)
            }
            count += 1
        }
        #expect(count == 30)
    }
}
