import Formats
import Foundation
import Testing
import UNTP
import Vocabulary

/// The published examples, which lie beside the project because of their licence.
enum Vectors {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/vectors/traceability/untp")

    static func node(_ path: String) throws -> JSONNode {
        let file = folder.appending(path: path)
        let data = try #require(try? Data(contentsOf: file), "the examples are missing: \(file.path)")
        return try JSONNode(parsing: Array(data))
    }
}

/// Our own events of 0.7: a concentrate that is smelted and shipped.
enum Samples {
    static let make = """
        {"type":["MakeEvent","LifecycleEvent"],"id":"urn:uuid:00000000-0000-4000-8000-000000000001",
         "eventDate":"2026-03-05T06:00:00Z","name":"Smelting",
         "activityType":{"code":"creating_class_instance","name":"Making","schemeId":"https://ref.gs1.org/cbv/BizStep",
                         "schemeName":"CBV"},
         "inputProduct":[{"product":{"id":"https://mine.example/lot/C1","name":"Concentrate","idGranularity":"batch"},
                          "quantity":{"value":30000.500,"unit":"KGM"},"disposition":"consumed"}],
         "outputProduct":[{"product":{"id":"https://smelter.example/cathode","name":"Cathode","batchNumber":"B7",
                                      "idGranularity":"model"},
                           "quantity":{"value":10000,"unit":"KGM"},"disposition":"new"}],
         "madeAtFacility":{"id":"https://facility.example/2","name":"Smelter"},
         "relatedParty":[{"role":"manufacturer","party":{"id":"did:web:smelter.example","name":"Smelter Ltd"}}],
         "sensorData":[{"metric":"temperature"}],"ext:note":{"kept":true}}
        """

    static let move = """
        {"type":["MoveEvent","LifecycleEvent"],"id":"urn:uuid:00000000-0000-4000-8000-000000000002",
         "eventDate":"2026-03-09T10:00:00+02:00",
         "movedProduct":[{"product":{"id":"https://smelter.example/cathode#B7","name":"Cathode"},
                          "quantity":{"value":10,"unit":"TNE"},"disposition":"inTransit"}],
         "fromFacility":{"id":"https://facility.example/2","name":"Smelter"},
         "toFacility":"https://facility.example/3","consignmentId":"https://carrier.example/c/1"}
        """

    static func credential(_ subjects: [String], proof: Bool = true) throws -> JSONNode {
        let text = """
            {"type":["DigitalTraceabilityEvent","VerifiableCredential"],
             "@context":["https://www.w3.org/ns/credentials/v2","https://vocabulary.uncefact.org/untp/0.7.0/context/"],
             "id":"https://smelter.example/credentials/1","issuer":{"type":["CredentialIssuer"],
             "id":"did:web:smelter.example","name":"Smelter Ltd"},"validFrom":"2026-03-10T00:00:00Z",
             "credentialSubject":[\(subjects.joined(separator: ","))]\(proof ? #","proof":{"type":"DataIntegrityProof","proofValue":"z3"}"# : "")}
            """
        return try JSONNode(parsing: Array(text.utf8))
    }
}

extension JSONNode {
    /// The value with sorted members and numbers by value.
    var canonical: JSONNode {
        switch self {
        case .number(let text): .number((try? DecimalNumber(text).description) ?? text)
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.canonical) }
                    .sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            )
        default: self
        }
    }
}
