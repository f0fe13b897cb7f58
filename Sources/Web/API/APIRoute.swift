internal import Hummingbird

/// One endpoint of the API: what is served and what the OpenAPI document says of it come from the same value.
struct APIRoute: Sendable {
    struct Parameter: Sendable {
        let name: String
        /// `path` or `query`.
        let place: String
        let about: String
        var type = "string"
    }

    typealias Handler = @Sendable (SiteServices, Request, SiteContext) async throws -> Response

    /// The path after `/api/v1`, with `{name}` for a parameter.
    let path: String
    let id: String
    let summary: String
    var parameters: [Parameter] = []
    var mediaType = "application/json"
    /// Who gets past the door.
    var needs = RouteAccess.anyone
    var method = HTTPRequest.Method.get
    /// The media type of what is sent; nil if nothing is.
    var takes: String?
    /// The status of an answer where all went well.
    var status = 200
    let handler: Handler

    /// The path as Hummingbird writes it.
    var routerPath: String {
        "/api/v1" + path.replacing("{", with: ":").replacing("}", with: "")
    }
}
