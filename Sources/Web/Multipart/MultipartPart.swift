/// The name and the file name of one part of a form.
package struct MultipartPart: Sendable, Equatable {
    /// The name of the field.
    package let name: String
    /// The name of the file, without any folder; nil if the part is a plain field.
    package let fileName: String?
    /// The media type that the sender gave the part.
    package let mediaType: String?

    init(headers: ArraySlice<UInt8>) throws(MultipartFault) {
        guard let text = String(validating: headers, as: UTF8.self) else { throw MultipartFault(.malformedHeaders) }
        // A line end is one Character in Swift when it is CR LF.
        let lines = text.split(separator: "\r\n")
        let disposition = lines.first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let disposition else { throw MultipartFault(.malformedHeaders) }
        let header = MultipartHeader(String(disposition.drop { $0 != ":" }.dropFirst()))
        guard header.value.lowercased() == "form-data", let name = header.parameter("name"), name.utf8.count <= 200
        else {
            throw MultipartFault(.malformedHeaders)
        }
        self.name = name
        fileName = header.parameter("filename").map(SafeFileName.clean)
        let type = lines.first { $0.lowercased().hasPrefix("content-type:") }
        mediaType = type.map { String($0.drop { $0 != ":" }.dropFirst()).trimmingSpaces }
    }
}

/// A header value with parameters: `form-data; name="a"; filename="b"`.
struct MultipartHeader: Sendable {
    let value: String
    private var parameters: [(name: String, value: String)] = []

    init(_ text: String) {
        var parts: [String] = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text.unicodeScalars {
            if isQuoted, character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            if character == "\"", !isEscaped {
                isQuoted.toggle()
            } else if character == ";", !isQuoted {
                parts.append("")
            } else {
                // Browsers do not escape a backslash in a file name (WHATWG HTML, multipart encoding): keep it.
                if isEscaped, character != "\"", character != "\\" {
                    parts[parts.count - 1].unicodeScalars.append("\\")
                }
                parts[parts.count - 1].unicodeScalars.append(character)
            }
            isEscaped = false
        }
        value = parts[0].trimmingSpaces
        for part in parts.dropFirst().prefix(16) {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let name = part[..<equals].trimmingSpaces.lowercased()
            parameters.append((name, part[part.index(after: equals)...].trimmingSpaces))
        }
    }

    func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }
}
