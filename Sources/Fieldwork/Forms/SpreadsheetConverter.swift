import Formats
public import Foundation
import Programs

/// Makes XForms of spreadsheets with pyxform, the reference of XLSForm, in a process of its own.
///
/// The process has bounds: memory, time, what it may write. A spreadsheet can be made so that it unpacks to more than any
/// machine has.
public struct SpreadsheetConverter: Sendable {
    /// What was made.
    public struct Converted: Sendable {
        /// The XForm.
        public var xml: [UInt8]
        /// What pyxform remarks.
        public var warnings: [String]
        /// The list of choices that goes with the form as a file.
        public var itemsets: [UInt8]?
    }

    /// The interpreter that has pyxform.
    private let python: URL

    /// Uses the project's own Python environment.
    ///
    /// - Parameter home: The folder that holds `.local/venv`.
    public init(home: URL) {
        python = home.appending(path: ".local/venv/bin/python")
    }

    /// Whether the environment is there; whether it has pyxform shows when it is asked.
    public var isInstalled: Bool { Program.isInstalled(python.path) }

    /// The XForm of a spreadsheet.
    ///
    /// - Throws: ``FormAdditionFault`` with `noConverter`, `conversion` or `conversionEnded`; ``ProgramFault`` where the
    ///   machine is at fault and not the spreadsheet.
    public func convert(_ bytes: [UInt8], named name: String) async throws -> Converted {
        guard isInstalled else { throw FormAdditionFault.noConverter }
        let folder = try PrivateFolder("form")
        defer { folder.remove() }
        let isOld = bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
        let source = isOld ? "form.xls" : "form.xlsx"
        try folder.write(bytes, to: source)
        try await run([folder.path(of: source), folder.path(of: Self.answer), Self.stem(of: name)], in: folder)
        guard let text = folder.read(Self.answer), let node = try? JSONNode(parsing: text) else {
            throw FormAdditionFault.conversionEnded
        }
        return try Self.read(node)
    }

    private static let answer = "answer"

    private static func read(_ node: JSONNode) throws(FormAdditionFault) -> Converted {
        if let fault = node["fault"]?.string {
            throw fault == "absent" ? .noConverter : .conversionEnded
        }
        if let refusal = node["refusal"]?.string {
            let lines = refusal.split(whereSeparator: \.isNewline).map(String.init)
            throw .conversion(Array(lines.filter { !$0.allSatisfy(\.isWhitespace) }.prefix(50)))
        }
        guard let xml = node["xform"]?.string else { throw .conversionEnded }
        return Converted(
            xml: Array(xml.utf8),
            warnings: (node["warnings"]?.elements ?? []).compactMap(\.string),
            itemsets: node["itemsets"]?.string.map { Array($0.utf8) }
        )
    }

    /// The name of a file without its ending: pyxform takes it where the form has no id.
    private static func stem(of name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        let stem = last.split(separator: ".").first ?? "form"
        let plain = stem.unicodeScalars.filter {
            $0.isASCII && ($0.properties.isAlphabetic || $0.value < 0x3A && $0.value > 0x2F || $0 == "_")
        }
        let text = String(String.UnicodeScalarView(plain))
        return text.isEmpty ? "form" : text
    }

    private func run(_ arguments: [String], in folder: PrivateFolder) async throws {
        let program = Program(
            python.path,
            ["-I", "-c", Self.program] + arguments,
            within: ProgramBounds(file: 64 << 20),
            environment: ["LC_ALL": "C.UTF-8", "TMPDIR": folder.path],
            // 1: what is wrong stands in the answer.
            accepting: [0, 1]
        )
        do throws(ProgramFault) {
            _ = try await program.run(in: folder)
        } catch {
            guard !error.isOfMachine else { throw error }
            throw FormAdditionFault.conversionEnded
        }
    }

    /// Converts and says what came of it.
    private static let program = """
        import json, sys
        source, place, name = sys.argv[1:]
        def say(answer):
            with open(place, "w", encoding="utf-8") as file:
                json.dump(answer, file)
        try:
            from pyxform.errors import PyXFormError
            from pyxform.xls2xform import convert
        except ImportError:
            say({"fault": "absent"})
            sys.exit(1)
        import re, zipfile
        def with_rows(text):
            # Where no row is named, those of the cells that hold what is quoted.
            words = re.findall(r'''["'‘“]([^"'’”]+)["'’”]''', text)
            if "[row" in text or not words or not source.endswith("x"):
                return text
            from openpyxl import load_workbook
            lines = [text]
            for sheet in load_workbook(source, read_only=True):
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    cells = [str(cell).strip() for cell in row if cell is not None]
                    if number > 1 and any(word in cells or any(cell.split(" ")[0] == word for cell in cells) for word in words):
                        lines.append(f"{sheet.title} [row : {number}] {' | '.join(cells)[:80]}")
            return "\\n".join(lines[:6])
        try:
            if source.endswith("x"):
                with zipfile.ZipFile(source) as archive:
                    if sum(part.file_size for part in archive.infolist()) > 200 << 20:
                        raise PyXFormError("The spreadsheet unpacks to more than 200 MB.")
            made = convert(xlsform=source, warnings=[], validate=False, form_name=None)
            say({"xform": made.xform, "warnings": made.warnings, "itemsets": made.itemsets})
        except MemoryError:
            say({"fault": "memory"})
        except Exception as refusal:
            say({"refusal": with_rows(str(refusal) or type(refusal).__name__)})
        """
}
