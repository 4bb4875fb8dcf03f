/// The words of the workload: made up, and with the kinds of text that break naive parsers.
enum Vocabulary {
    static let givenNames = [
        "maria", "james", "aiko", "zoë", "ola", "carlos", "fatima", "liam", "nora", "søren", "ivan", "chloé", "mei", "tunde", "priya", "李雷",
    ]
    static let familyNames = [
        "schmidt", "garcia", "tanaka", "o'neill", "müller", "johnson", "kowalski", "nguyen", "santos", "åkesson", "patel", "cohen", "rossi",
        "haddad", "ivanova", "brown",
    ]
    static let images = [
        "kasmweb/chrome:1.16.0", "kasmweb/firefox:1.16.0", "kasmweb/ubuntu-jammy-desktop:1.16.0", "kasmweb/vs-code:1.16.0",
        "kasmweb/libre-office:1.16.0", "kasmweb/terminal:1.16.0",
    ]
    static let files = [
        "Downloads/report-2026.pdf", "Downloads/Quarterly Figures (final) v2.xlsx", "Uploads/photo \"team\".jpg",
        "Downloads/C:\\Users\\notes.txt", "Uploads/Überblick – Q3.docx", "Downloads/会議メモ.md", "Uploads/plan 🚀.pptx",
        "Uploads/archive.tar.gz",
        "Downloads/tab\there.csv",
    ]
    static let domains = [
        "www.example.com", "mail.example.org", "cdn.example.net", "news.example.com", "xn--bcher-kva.example", "api.example.org",
        "ads.example.net",
        "video.example.com", "docs.example.org",
    ]
    static let categories = ["business", "news", "advertisements", "streaming-media", "social-networking", "uncategorized", "technology"]
    static let browsers = [
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
    ]
}

/// The vocabulary as bytes, so that a line needs no conversion.
struct VocabularyBytes: Sendable {
    let users: [[UInt8]]
    let images: [[UInt8]]
    let files: [[UInt8]]
    let domains: [[UInt8]]
    let categories: [[UInt8]]
    let browsers: [[UInt8]]

    init() {
        users = Vocabulary.givenNames.flatMap { given in
            Vocabulary.familyNames.map { Array("\(given).\($0)@example.com".utf8) }
        }
        images = Vocabulary.images.map { Array($0.utf8) }
        files = Vocabulary.files.map { Array($0.utf8) }
        domains = Vocabulary.domains.map { Array($0.utf8) }
        categories = Vocabulary.categories.map { Array($0.utf8) }
        browsers = Vocabulary.browsers.map { Array($0.utf8) }
    }
}
