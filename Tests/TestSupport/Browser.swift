import Foundation

/// Debian's Chromium without a window, to see what a page looks like to a program.
package enum Browser {
    /// nil where no Chromium is installed.
    package static let path: String? = ["chromium-headless-shell", "chromium"].lazy
        .map { "/usr/bin/" + $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What a page's own measurements say at a width: it is shown in a frame, since a window can't be made as narrow as a telephone.
    ///
    /// - Parameters:
    ///   - script: an expression of JavaScript, evaluated in the page once it is there; its value is a list of strings.
    ///   - directory: for the copies that are shown.
    package static func evaluate(
        _ script: String, on page: String, width: Int, isDark: Bool, in directory: TemporaryDirectory
    ) throws -> [String] {
        guard let path else { throw SupportFailure("no Chromium: install Debian's chromium, or let ./dev test do it") }
        let tail = "<script>addEventListener('load',()=>parent.postMessage(JSON.stringify(\(script)),'*'))</script></body>"
        try write(page.replacing("</body>", with: tail), "page.html", directory)
        try write(frame(width), "frame.html", directory)
        let result = try ChildProcess(
            path,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(directory.path)/browser",
                "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--virtual-time-budget=10000", "--window-size=1400,1000",
                "--dump-dom", "file://\(directory.path)/frame.html",
            ], environment: ["HOME": directory.path]
        ).wait(within: 60)
        return try answer(in: result.output)
    }

    private static func write(_ text: String, _ name: String, _ directory: TemporaryDirectory) throws {
        try Data(text.utf8).write(to: URL(filePath: directory.path + "/" + name))
    }

    private static func frame(_ width: Int) -> String {
        """
        <!DOCTYPE html><meta charset="utf-8"><iframe src="page.html" style="border:0;width:\(width)px;height:900px"></iframe>
        <script>addEventListener('message',e=>{document.documentElement.dataset.answer=btoa(unescape(encodeURIComponent(e.data)))})</script>
        """
    }

    private static func answer(in document: String) throws -> [String] {
        guard let encoded = try /data-answer="([^"]*)"/.firstMatch(in: document)?.1, let data = Data(base64Encoded: String(encoded)) else {
            throw SupportFailure("the browser gave no answer: \(document.prefix(300))")
        }
        return try JSONDecoder().decode([String].self, from: data)
    }
}
