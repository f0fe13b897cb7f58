import Identity
import Secrets
import Testing

@Suite("Password hashes")
struct PasswordHashTests {
    private static func cheap() throws -> ScryptParameters {
        try #require(ScryptParameters(logarithm: 4, blockSize: 8, parallelism: 1))
    }

    @Test(
        "scrypt as in RFC 7914 section 12",
        arguments: [
            (
                "", "", 4, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", 10, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 14, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ]
    )
    func vectors(password: String, salt: String, logarithm: Int, blockSize: Int, parallelism: Int, key: String) throws {
        let parameters = try #require(
            ScryptParameters(logarithm: logarithm, blockSize: blockSize, parallelism: parallelism)
        )
        let derived = try #require(parameters.derive(from: Array(password.utf8), salt: Array(salt.utf8), byteCount: 64))
        #expect(hex(derived) == key)
    }

    @Test("A hash of another program is read")
    func otherProgram() throws {
        // Python: hashlib.scrypt(b"correct horse battery", salt=bytes(range(16)), n=1024, r=8, p=1, dklen=32)
        let hash = try PasswordHash(
            "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$hKGWL22WtdGfIbxEPAZ06BS2bWyYKuZIKvypfAlYOWk"
        )
        #expect(try hash.matches(try Password("correct horse battery")))
        #expect(try !hash.matches(try Password("correct horse batterx")))
        #expect(hash.needsRehash)
    }

    @Test("A password matches its own hash, kept as text and read again, and no other")
    func roundTrip() throws {
        var dice = Dice(seed: 1)
        let password = try Password("un día de lluvia en Kolwezi")
        let hash = try PasswordHash.make(password, parameters: Self.cheap(), using: &dice)
        let again = try PasswordHash(hash.text)
        #expect(again.text == hash.text)
        #expect(try again.matches(password))
        for other in ["", "un día de lluvia en kolwezi", "un día de lluvia en Kolwezi "] {
            #expect(try !again.matches(try Password(other)))
        }
    }

    @Test("The same letters match however a keyboard spells them")
    func normalised() throws {
        var dice = Dice(seed: 2)
        let hash = try PasswordHash.make(try Password("caf\u{E9} \u{FB01}n"), parameters: Self.cheap(), using: &dice)
        #expect(try hash.matches(try Password("cafe\u{301} fin")))
    }

    @Test("Two hashes of one password differ")
    func salted() throws {
        var dice = Dice(seed: 3)
        let password = try Password("the same password")
        let first = try PasswordHash.make(password, parameters: Self.cheap(), using: &dice)
        let second = try PasswordHash.make(password, parameters: Self.cheap(), using: &dice)
        #expect(first.text != second.text)
    }

    @Test("Today's parameters fit the limit and need no new hash; others do")
    func rehash() throws {
        var dice = Dice(seed: 4)
        let password = try Password("long enough for this")
        let hash = try PasswordHash.make(password, using: &dice)
        #expect(!hash.needsRehash)
        #expect(try hash.matches(password))
        #expect(ScryptParameters.current.memory <= ScryptParameters.memoryLimit)
        #expect(try PasswordHash.make(password, parameters: Self.cheap(), using: &dice).needsRehash)
        #expect(try PasswordHash("$scrypt$ln=16,r=8,p=1$AAECAwQFBgc$AAECAwQFBgcICQoLDA0ODw").needsRehash)
    }

    @Test("Nobody's hash matches nothing")
    func nobody() throws {
        for text in ["", "password", "anything at all"] {
            #expect(try !PasswordHash.nobody.matches(try Password(text)))
        }
        #expect(PasswordHash.nobody.parameters == .current)
    }

    @Test(
        "What is no hash, or asks for too much, is refused",
        arguments: [
            "", "$", "$$$$", "scrypt", "$scrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$", "$scrypt$ln=16,r=8,p=1$$AAECAwQFBgcICQoLDA0ODw",
            "$bcrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=18,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=32,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=17,r=8,p=16$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=0$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=0,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=-1,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=9223372036854775807,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=9223372036854775807,p=9223372036854775807$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=016,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=+16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$r=8,ln=16,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=1,x=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODx$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw",
            "$scrypt$ln=16,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw$",
        ]
    )
    func hostile(text: String) {
        #expect(throws: PasswordHash.Fault.malformed) { _ = try PasswordHash(text) }
    }

    @Test("Neither a password nor a hash shows itself")
    func hidden() throws {
        var dice = Dice(seed: 5)
        let password = try Password("secret-secret")
        let hash = try PasswordHash.make(password, parameters: Self.cheap(), using: &dice)
        var dumped = ""
        dump(password, to: &dumped)
        dump(hash, to: &dumped)
        let shown = "\(password) \(String(reflecting: password)) \(hash) \(String(reflecting: hash)) \(dumped)"
        #expect(!shown.contains("115"))
        #expect(!shown.contains("secret"))
        #expect(!shown.contains("ln="))
    }
}
