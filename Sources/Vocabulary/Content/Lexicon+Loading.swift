public import Foundation

extension Lexicon {
    /// The files that make up the vocabulary, below the content folder.
    public static let files = [
        "atomic-weights.csv", "conversion-factors.yaml", "countries.csv", "critical-minerals.yaml", "currencies.csv",
        "form-kinds.yaml", "handling-markings.yaml", "minerals.yaml", "offences.yaml", "vulnerability-matrix.yaml",
    ]

    /// The size above which a content file is refused unread.
    public static let largestFile = 4 << 20

    /// Reads and checks the vocabulary files of a content folder.
    ///
    /// All faults of all files are reported together; nothing is loaded if there is one.
    public static func load(from folder: URL) throws(LexiconError) -> Lexicon {
        var texts: [String: String] = [:]
        var faults: [LexiconError.Fault] = []
        for file in files {
            do throws(LexiconError) {
                texts[file] = try text(of: file, in: folder)
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty else { throw LexiconError(faults: faults.sorted()) }
        return try load(texts)
    }

    /// Checks vocabulary files that are in memory already, by name.
    public static func load(_ texts: [String: String]) throws(LexiconError) -> Lexicon {
        var loader = LexiconLoader(texts: texts)
        let matrix = loader.readMatrix()
        let offences = loader.readOffences(matrix)
        loader.readAtomicWeights()
        loader.readFactors()
        loader.readFormKinds()
        loader.readMinerals()
        loader.readLists()
        loader.readCountries()
        loader.readCurrencies()
        loader.readMarkings()
        guard loader.faults.isEmpty else { throw LexiconError(faults: loader.faults.sorted()) }
        return Lexicon(loader.parts, matrix: matrix, offences: offences)
    }

    private static func text(of file: String, in folder: URL) throws(LexiconError) -> String {
        let problem: (found: String, remedy: String)
        do {
            let handle = try FileHandle(forReadingFrom: folder.appending(path: file))
            defer { try? handle.close() }
            let bytes = try handle.read(upToCount: largestFile + 1) ?? Data()
            if bytes.count > largestFile {
                problem = ("more than \(largestFile) bytes", "Restore the file.")
            } else if let text = String(validating: bytes, as: UTF8.self) {
                return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
            } else {
                problem = ("bytes that are not UTF-8", "Save the file as UTF-8.")
            }
        } catch {
            problem = ("no readable file", "Restore the file, or name the right content folder.")
        }
        let fault = LexiconError.Fault(
            file: file,
            line: 1,
            expected: "a vocabulary file in UTF-8",
            found: problem.found,
            remedy: problem.remedy
        )
        throw LexiconError(faults: [fault])
    }
}

/// Reads the vocabulary files one after the other and gathers what is wrong with them.
struct LexiconLoader {
    let texts: [String: String]
    var parts = LexiconParts()
    var faults: [LexiconError.Fault] = []

    init(texts: [String: String]) {
        self.texts = texts
    }

    /// A reader over a YAML file; one that is missing reads as empty, which is a fault.
    func reader(_ file: String) -> SchemaReader {
        SchemaReader(file: file, text: texts[file] ?? "")
    }
}
