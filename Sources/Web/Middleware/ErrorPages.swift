internal import Hummingbird
internal import Logging
internal import Store
internal import Vocabulary

/// Turns every error into an answer: problem details (RFC 9457) below `/api`, a page with advice elsewhere.
///
/// What went wrong inside is logged, and never reaches the visitor.
struct ErrorPages: RouterMiddleware {
    typealias Context = SiteContext

    let services: SiteServices

    func handle(
        _ request: Request,
        context: SiteContext,
        next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            if let fault = context.fault { throw fault }
            return try await next(request, context)
        } catch let error as SiteError {
            return answer(error, to: request, context)
        } catch let problem as EPCISProblem {
            return problem.response(to: request, words: services.words(for: request)).ofEPCIS()
        } catch let error as HTTPError {
            return answer(SiteError(status: error.status), to: request, context)
        } catch let error as StoreError where error.code == .notFound {
            return answer(SiteError(.notFound), to: request, context)
        } catch let error as StoreError where error.code == .invalid {
            return answer(SiteError(.badRequest), to: request, context)
        } catch let error as StoreError where error.code == .conflict {
            return answer(SiteError(.conflict), to: request, context)
        } catch let denial as Denial {
            return answer(denial, to: request, context)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            context.logger.error(
                "A page failed.",
                // Never the path or the error's own words: both may hold data.
                metadata: [
                    "route": "\(context.endpointPath ?? "none")", "failure": "\(FailureWords.words(error))",
                ]
            )
            return answer(SiteError(.failed), to: request, context)
        }
    }

    /// Says why and whom to ask; who is not signed in and looks for a page is shown the way in.
    private func answer(_ denial: Denial, to request: Request, _ context: SiteContext) -> Response {
        let path = request.uri.path
        let language = LanguageChoice.language(of: request)
        if path.hasPrefix("/api/") {
            return ProblemDetails(denial, words: services.messages.words(in: language), instance: path).response
        }
        let visit = Visit(services: services, language: language, request: request, reader: context.reader)
        if denial.reason == .signIn, request.method == .get, services.mode != .owner {
            return Redirect.temporary(
                to: visit.path("/sign-in") + QueryString().setting("next", to: visit.here).encoded
            )
        }
        return DenialPage(denial: denial).response(visit)
    }

    private func answer(_ error: SiteError, to request: Request, _ context: SiteContext) -> Response {
        var response = words(for: error, to: request, context)
        if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
        if let allow = error.allow { response.headers[.allow] = allow }
        return response
    }

    private func words(for error: SiteError, to request: Request, _ context: SiteContext) -> Response {
        let path = request.uri.path
        if path.hasPrefix("/api/") || path == "/api" {
            let words = services.words(for: request)
            if path == EPCISAnswer.base || path.hasPrefix(EPCISAnswer.base + "/"),
                let problem = EPCISProblem(error)
            {
                return problem.response(to: request, words: words).ofEPCIS()
            }
            return ProblemDetails(error, words: words, instance: path).response
        }
        let language = services.language(of: request)
        let visit = Visit(services: services, language: language, request: request, reader: context.reader)
        return ErrorPage(error: error).response(visit)
    }
}

/// Chooses the language of a visitor.
enum LanguageChoice {
    /// The language of the path, else the one that the browser prefers.
    static func language(of request: Request, otherwise standard: Language = .en) -> Language {
        let first = request.uri.path.split(separator: "/", maxSplits: 1).first.map(String.init)
        if let language = first.flatMap(Language.init(rawValue:)) { return language }
        return preferred(request.headers[.acceptLanguage] ?? "", otherwise: standard)
    }

    /// The best of our languages by `Accept-Language` (RFC 9110 section 12.5.4); the standard one if none fits.
    static func preferred(_ header: String, otherwise standard: Language = .en) -> Language {
        var best: (language: Language, weight: Double)?
        for range in header.split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";")
            guard let tag = parts.first?.trimmingSpaces.lowercased() else { continue }
            let weightText = parts.dropFirst().first { $0.trimmingSpaces.hasPrefix("q=") }
            let weight = weightText.map { Double($0.trimmingSpaces.dropFirst(2)) ?? 0 } ?? 1
            let primary = tag.split(separator: "-").first.map(String.init) ?? tag
            guard weight > 0, let language = Language(rawValue: primary) else { continue }
            if best.map({ weight > $0.weight }) ?? true { best = (language, weight) }
        }
        return best?.language ?? standard
    }
}
