/// The paths of the site as they are written in its tables of routes.
package enum SiteMap {
    /// The pages, after the language: `/findings/:id`.
    package static var pagePaths: [String] {
        Array(Set(PageRoute.all.map { $0.path.isEmpty ? "/" : $0.path })).sorted()
    }

    /// The endpoints of the API, after `/api/v1`: `/findings/{id}`.
    package static var apiPaths: [String] {
        Array(Set(APIRoutes.all.map(\.path))).sorted()
    }
}
