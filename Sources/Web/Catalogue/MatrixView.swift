package import Vocabulary

/// The vulnerability matrix as the Situation page draws it; made from the lexicon in one place.
package struct MatrixView: Sendable {
    /// The stages, from left to right.
    package var stages: [Stage]
    /// The vulnerabilities V1–V9, from top to bottom.
    package var rows: [Row]
    /// The rows X1–X20, which other sources add.
    package var moreRows: [Row]

    /// One column.
    package struct Stage: Sendable {
        package var id: String
        package var title: LocalisedText

        package init(id: String, title: LocalisedText) {
            self.id = id
            self.title = title
        }
    }

    /// One row; a stage that is not in `cells` is outside the vulnerability.
    package struct Row: Sendable {
        package var id: String
        package var title: LocalisedText
        /// The stages that the row spans, and whether that is certain.
        package var cells: [String: Certainty]

        package init(id: String, title: LocalisedText, cells: [String: Certainty]) {
            self.id = id
            self.title = title
            self.cells = cells
        }
    }

    package init(stages: [Stage], rows: [Row], moreRows: [Row]) {
        self.stages = stages
        self.rows = rows
        self.moreRows = moreRows
    }

    /// The title of a stage or vulnerability.
    func title(of id: String, in language: Language) -> String? {
        stages.first { $0.id == id }?.title[language] ?? (rows + moreRows).first { $0.id == id }?.title[language]
    }
}
