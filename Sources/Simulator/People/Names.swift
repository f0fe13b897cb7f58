/// Invented names of people and companies.
enum Names {
    static let given = [
        "Adélia", "Amaro", "Anselm", "Aurélie", "Bento", "Béatrix", "Benedita", "Calixto", "Clarice", "Colette",
        "Conrad",
        "Damião", "Delphine", "Dorothea", "Edgar", "Elvira", "Emeric", "Estela", "Fabrice", "Felícia", "Fergus",
        "Florian",
        "Gaspard", "Gilda", "Gonçalo", "Harriet", "Heitor", "Honorine", "Ignácio", "Inês", "Isaura", "Jacinta",
        "Jérôme",
        "Joaquim", "Josette", "Kendra", "Lázaro", "Leonor", "Lucinda", "Luther", "Madalena", "Marcelin", "Matilde",
        "Maurício",
        "Nestor", "Noémie", "Octávio", "Odette", "Olegário", "Perpétua", "Philippa", "Quitéria", "Raimundo", "Régis",
        "Rosalind",
        "Salomé", "Sebastião", "Solange", "Tadeu", "Thibault", "Ursula", "Valério", "Virgínia", "Walter", "Xavier",
        "Zélia",
    ]

    static let family = [
        "Abelmar", "Aldravão", "Arcenaux", "Baldaque", "Barrowmere", "Bezerril", "Bonnefontaine", "Brandolim",
        "Cabrolié",
        "Calderwick", "Camparini", "Carvalhosa", "Castelbrun", "Chantrelle", "Corvelo", "Dallimore", "Desmarais-Roy",
        "Dornelas",
        "Eastlake", "Escobedo Paz", "Espinhal", "Farquet", "Fenwright", "Figueroa Sol", "Fontanel", "Galvarino",
        "Garrault",
        "Godinhal", "Grandval", "Guimarim", "Haddock", "Hallowell", "Iturralde", "Jacquemin", "Jardineiro",
        "Kingsnorth",
        "Lacerval", "Lamarque", "Linharosa", "Lobregat", "Lourical", "Madrugada", "Malafosse", "Marchetti Luz",
        "Marsden",
        "Merivale", "Montarroio", "Moscadel", "Navarrete", "Nogueiral", "Oakhampton", "Oliverim", "Palmeirim",
        "Peregrine",
        "Pintassilgo", "Pontevel", "Quadros", "Quintanar", "Rabelais", "Ravenscar", "Rebordelo", "Rochambert",
        "Sandoval Rey",
        "Sarmentel", "Serpa-Lima", "Silverthorne", "Sobrosa", "Tavarede", "Tremblaine", "Trigoso", "Urquizo",
        "Valdemoro",
        "Vasconil", "Verneuil", "Vilarinho", "Wetherby", "Whitlock", "Ximénez", "Yarborough", "Zambujal",
    ]

    /// Family names of the watch list only, so that a chance namesake among the innocent is rare.
    static let listedFamily = [
        "Khorvatin", "Mbarezi", "Drachulov", "Okwandi", "Zaharescu", "Tarabulsi", "Strelkov-Ban", "Ngorumba",
        "Veshnikov",
        "Al-Dharawi", "Kragujev", "Boutarek", "Mursalimov", "Osterhagen", "Petrakhin", "Qasimzade", "Radovets",
        "Shumbalo",
        "Tchikaya-Rex", "Ulbrandt", "Yelmokov", "Zubairu", "Haddadene", "Kimbungu", "Lazarenkov", "Moravchik",
        "Benzaouir",
        "Gorshanin", "Ivarsand", "Jovanescu",
    ]

    static let listedGiven = [
        "Anatol", "Bashir", "Casimir", "Dragan", "Emil", "Farid", "Gavril", "Hamdi", "Idris", "Jovan", "Karim", "Lazar",
        "Mirko",
        "Nadir", "Osman", "Pavel", "Rashid", "Samir", "Tibor", "Viktor",
    ]

    static let firm = [
        "Alvorada", "Anchor Bay", "Atalaia", "Belvoir", "Brisa", "Cabo Raso", "Caldeira", "Cinza", "Cordelia",
        "Costa Brisa",
        "Delorme", "Douradinho", "Esperia", "Faísca", "Figueira", "Greywater", "Harrow", "Horizonte", "Kelvin", "Lagoa",
        "Longstone", "Marlow", "Meridian", "Mirante", "Montclar", "Moreia", "Northmark", "Olaria", "Pedra Mansa",
        "Pelican",
        "Quartzo", "Ravine", "Sabugal", "Sereno", "Sorbe", "Tolvane", "Trois-Rochers", "Valdouro", "Vauquelin",
        "Windward",
    ]

    /// A letter-by-letter transcription into Cyrillic or Arabic, as list keepers write foreign names.
    static func transcribed(_ name: String, arabic: Bool) -> String {
        var result = ""
        for character in name.lowercased() {
            let letters = Array("abcdefghijklmnopqrstuvwxyz- ")
            guard let index = letters.firstIndex(of: character) else { continue }
            let table = arabic ? arabicLetters : cyrillicLetters
            result += table[index]
        }
        return result
    }

    private static let cyrillicLetters = [
        "а", "б", "ц", "д", "е", "ф", "г", "х", "и", "ж", "к", "л", "м", "н", "о", "п", "к", "р", "с", "т", "у", "в",
        "в", "кс",
        "и", "з", "-", " ",
    ]

    private static let arabicLetters = [
        "ا", "ب", "ك", "د", "ي", "ف", "غ", "ه", "ي", "ج", "ك", "ل", "م", "ن", "و", "ب", "ق", "ر", "س", "ت", "و", "ف",
        "و", "كس",
        "ي", "ز", "-", " ",
    ]
}
