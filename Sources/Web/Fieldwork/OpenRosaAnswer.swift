internal import Hummingbird
internal import Store

/// Answers as apps read them that speak OpenRosa 1.0.
///
/// ODK Collect takes a list of forms as `text/xml` alone, and a submission as kept where the status is 201 or 202.
enum OpenRosaAnswer {
    /// How much of a submission is taken in one request, in bytes; apps send what is more in further ones.
    static let acceptedLength = 10_000_000

    /// An answer in XML.
    static func xml(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: headers([.contentType: "text/xml; charset=utf-8"]),
            body: .init(byteBuffer: ByteBuffer(string: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text))
        )
    }

    /// What is said of every answer: nobody on the way keeps it.
    static func headers(_ own: HTTPFields) -> HTTPFields {
        var headers = own
        headers[.openRosaVersion] = "1.0"
        headers[.openRosaAcceptContentLength] = String(acceptedLength)
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return headers
    }

    /// A word to whoever sent something.
    static func message(_ text: String, nature: String, _ status: HTTPResponse.Status) -> Response {
        xml(
            """
            <OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="\(nature)">\(escaped(text))\
            </message></OpenRosaResponse>
            """,
            status
        )
    }

    /// A refusal in the words of whoever asks.
    static func refusal(_ refusal: OpenRosaRefusal, _ words: Words) -> Response {
        var response = message(words("openrosa." + refusal.word.rawValue), nature: "submit_error", refusal.status)
        if refusal.word == .signIn {
            response.headers[.wwwAuthenticate] = "Basic realm=\"Touchstone\", charset=\"UTF-8\""
        }
        if refusal.word == .busy { response.headers[.retryAfter] = "5" }
        return response
    }

    /// The list of forms (OpenRosa Form Discovery API 1.0).
    ///
    /// - Parameter base: The address below which everything is, without a slash at the end.
    static func list(_ forms: [FactStore.FormToFill], base: String) -> Response {
        let entries = forms.map { form -> String in
            let version = form.version
            let place = "\(base)/forms/\(version.id)"
            var parts = [
                "<formID>\(escaped(version.name))</formID>", "<name>\(escaped(version.title))</name>",
                "<version>\(escaped(version.version))</version>", "<hash>md5:\(version.md5)</hash>",
                "<descriptionText>\(escaped(form.ownerName))</descriptionText>",
                "<downloadUrl>\(escaped(place))/form.xml</downloadUrl>",
            ]
            if !version.files.isEmpty { parts.append("<manifestUrl>\(escaped(place))/manifest</manifestUrl>") }
            return "<xform>\(parts.joined())</xform>"
        }
        return xml("<xforms xmlns=\"http://openrosa.org/xforms/xformsList\">\(entries.joined())</xforms>")
    }

    /// The lists that go with a form (OpenRosa Form Discovery API 1.0, “Manifest”).
    static func manifest(_ version: FieldFormVersion, base: String) -> Response {
        let entries = version.files.map { file in
            """
            <mediaFile><filename>\(escaped(file.name))</filename><hash>md5:\(file.md5)</hash>\
            <downloadUrl>\(escaped("\(base)/forms/\(version.id)/files/\(URLCoding.encode(file.name))"))</downloadUrl></mediaFile>
            """
        }
        return xml("<manifest xmlns=\"http://openrosa.org/xforms/xformsManifest\">\(entries.joined())</manifest>")
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var text = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value >= 0x20 && $0.value < 0xFFFE || $0.value > 0xFFFF }
            )
        )
        text.withUTF8 { HTMLEscaping.append($0, to: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
