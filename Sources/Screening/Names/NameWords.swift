/// Words in names that say little about who is meant, in folded spelling.
enum NameWords {
    /// Titles and forms of address.
    static let honorifics: Set<String> = [
        "mr", "mrs", "ms", "miss", "mister", "madam", "madame", "mme", "mlle", "monsieur", "herr", "frau", "senor",
        "senora", "senhor", "senhora", "dom", "don", "dona", "dr", "doctor", "docteur", "doutor", "prof", "professor",
        "eng", "engr", "ing", "hon", "honorable", "rev", "pere", "sir", "president", "general", "gen", "colonel", "col",
        "lt", "lieutenant", "major", "maj", "capt", "captain", "capitaine", "commandant", "brig", "brigadier",
        "admiral",
        "minister", "ambassador", "haji", "hajji", "haj", "hajj", "alhaj", "alhaji", "sheikh", "shaikh", "shaykh",
        "cheikh", "mullah", "mulla", "maulavi", "mawlawi", "maulana", "mufti", "sayyid", "sayed", "seyed", "ustad",
        "ustadh", "qari", "hafiz", "akhund", "mwalimu", "mzee",
    ]

    /// Small words that join the parts of a person's name.
    static let particles: Set<String> = [
        "al", "el", "ul", "as", "ad", "an", "ar", "ash", "at", "az", "abu", "abou", "de", "da", "do", "dos", "das",
        "du",
        "des", "la", "le", "les", "van", "von", "der", "den", "of", "the", "and", "et", "und", "y", "e", "a", "wa",
        "bin", "ibn", "ben", "bint", "bi", "bn", "ould", "oul", "wuld", "walad", "o",
    ]

    /// Those of them that put a father's name after them.
    static let patronymics: Set<String> = ["bin", "ibn", "ben", "bint", "bn", "ould", "wuld", "walad"]

    /// Small words in names of organisations.
    static let joiners: Set<String> = [
        "the", "of", "and", "for", "de", "du", "des", "la", "le", "les", "et", "do", "da", "dos", "das", "e", "y", "el",
        "los", "und", "der", "die", "des", "pour", "para", "a", "en", "in", "al",
    ]

    /// Legal forms and the words that they are made of.
    static let legalForms: Set<String> = [
        "sarl", "sarlu", "sa", "sas", "sasu", "sau", "sprl", "sprlu", "scrl", "srl", "snc", "scs", "gie", "asbl",
        "eurl",
        "suarl", "ltd", "limited", "ltda", "limitada", "lda", "llc", "llp", "lp", "inc", "incorporated", "corp",
        "corporation", "co", "company", "cie", "compagnie", "companhia", "plc", "pty", "pte", "pvt", "private", "sdn",
        "bhd", "tbk", "pt", "gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "ev", "bv", "nv", "vof", "ab", "oy", "oyj",
        "asa", "aps", "spa", "sl", "slu", "cv", "sab", "sapi", "eireli", "epp", "unipessoal", "ooo", "zao", "oao",
        "pao",
        "ao", "tov", "jsc", "ojsc", "cjsc", "pjsc", "psc", "fze", "fzc", "fzco", "fzllc", "dmcc", "wll", "kk", "yk",
        "doo", "dd", "ad", "ead", "eood", "ood", "kft", "zrt", "sro", "spzoo", "societe", "anonyme", "sociedad",
        "sociedade", "anonima", "societa", "aktiengesellschaft", "gesellschaft", "beschrankter", "haftung",
        "responsabilite", "limitee", "privee", "simplifiee", "responsabilidad", "obshchestvo", "ogranichennoi",
        "otvetstvennostyu", "aktsionernoe", "publichnoe", "ets", "etablissement", "etablissements", "est",
        "establishment",
    ]

    /// Words that very many organisations have in their names.
    static let common: Set<String> = [
        "trading", "trade", "traders", "commercial", "commerce", "international", "intl", "global", "world", "group",
        "groupe", "grupo", "holding", "holdings", "investment", "investments", "enterprise", "enterprises",
        "entreprise",
        "empresa", "industries", "industry", "industrial", "services", "service", "general", "national", "import",
        "export", "impex", "mining", "mines", "mine", "miniere", "minera", "mineracao", "minerals", "mineral",
        "minerais", "metals", "metal", "metaux", "resources", "ressources", "recursos", "gold", "development",
        "developpement", "bank", "banque", "banco", "cooperative", "cooperativa", "coop", "comptoir", "negoce", "house",
        "transport", "logistics", "shipping", "construction", "engineering", "technology", "foundation", "fondation",
        "organization", "organisation", "association", "center", "centre", "institute", "agency", "bureau", "ministry",
        "african", "africa", "congo", "business", "management", "products", "exploration", "energy", "petroleum",
    ]
}
