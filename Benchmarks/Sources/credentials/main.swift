// credentials make FILE COUNT: writes signed credentials, one a line.
// credentials verify FILE ROUNDS: checks each of them from its bytes, key and all; prints the processor seconds of each
// round, separated by spaces, and below them how many were right.
import Credentials
import Formats
import Foundation
import Vocabulary

func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func make(_ file: URL, _ count: Int) throws {
    let key = try SigningKey(ed25519: [UInt8](repeating: 7, count: 32))
    let identifier = KeyIdentifier(key.publicKey)
    let issuer = try CredentialIssuer(
        identifier: identifier.text,
        name: "Ministry of Mines",
        keyName: identifier.keyName,
        key: key,
        vocabulary: "https://mines.example/terms#"
    )
    let made = try UTCInstant("2026-01-01T00:00:00Z")
    var lines: [UInt8] = []
    for number in 0..<count {
        let content = CredentialContent.lotCertificate(
            .init(
                number: "CDC-\(number)",
                lot: "urn:touchstone:lot:L-\(number)",
                mineral: "cassiterite",
                netKilograms: "1204.350",
                origin: "urn:touchstone:site:S-17",
                exporter: "did:web:exporter.example"
            )
        )
        let envelope = CredentialIssuer.Envelope(id: "urn:touchstone:certificate:\(number)", validFrom: made)
        lines += try issuer.document(content, envelope, created: made).bytes() + [0x0A]
    }
    try Data(lines).write(to: file)
}

func verify(_ file: URL, _ rounds: Int) throws {
    let lines = Array(try Data(contentsOf: file)).split(separator: 0x0A).map(Array.init)
    let time = VerificationTime(now: try UTCInstant("2026-06-01T00:00:00Z"))
    var seconds: [Double] = []
    var right = 0
    for _ in 0..<rounds {
        right = 0
        let began = processorSeconds()
        for line in lines {
            right += try SecuredDocument(line).verify(keys: IdentifierKeys(), at: time).count
        }
        seconds.append(processorSeconds() - began)
    }
    print(seconds.map { "\($0)" }.joined(separator: " "))
    print(right)
}

let words = CommandLine.arguments
guard words.count == 4, let number = Int(words[3]), number > 0 else {
    print("usage: credentials make|verify FILE NUMBER")
    exit(2)
}
switch words[1] {
case "make": try make(URL(filePath: words[2]), number)
case "verify": try verify(URL(filePath: words[2]), number)
default:
    print("there is no \(words[1])")
    exit(2)
}
