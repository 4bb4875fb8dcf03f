import TestSupport
import Testing

@Suite("the plan's page in a browser", .serialized)
struct PageRenderingTests {
    /// Texts that reach out of the page or lie on another one; what only a pointer shows, and what scrolls by itself, left out.
    private static let collisions = """
        (() => {
            const seen = e => getComputedStyle(e).visibility !== 'hidden' && e.getBoundingClientRect().width > 0
            const name = e => JSON.stringify(e.textContent.slice(0, 60))
            const found = []
            if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways')
            for (const e of document.querySelectorAll('svg text, h1, h2, h3, p, td, th, dd, li')) {
                const box = e.getBoundingClientRect()
                if (seen(e) && (box.left < 0 || box.right > innerWidth + 1)) found.push(name(e) + ' reaches out of the page')
            }
            const texts = [...document.querySelectorAll('svg text')].filter(seen).map(e => [e, e.getBoundingClientRect()])
            texts.forEach(([one, a], index) => texts.slice(index + 1).forEach(([other, b]) => {
                const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
                const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
                if (across > 1 && down > 2) found.push(name(one) + ' lies on ' + name(other))
            }))
            return found
        })()
        """

    private static let looks = """
        [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
        getComputedStyle(document.querySelector('section')).backgroundColor, String(innerWidth),
        String(document.querySelectorAll('svg.plot path.curve').length > 0)]
        """

    @Test("no text is cut or lies on another, on a telephone and on a desk", arguments: [390, 1280])
    func nothingCollides(width: Int) throws {
        for name in ["400-sessions", "small", "multi-zone"] {
            let page = try WeirBinary.run("plan", Repository.path("samples/deployments/\(name).yaml"), "--draws", "12", "--format", "html")
                .output
            let directory = try TemporaryDirectory()
            #expect(try Browser.evaluate(Self.collisions, on: page, width: width, isDark: false, in: directory) == [], "\(name)")
        }
    }

    @Test("the page follows the reader's theme", arguments: [(false, "light", "rgb(252, 252, 251)"), (true, "dark", "rgb(26, 26, 25)")])
    func themes(isDark: Bool, theme: String, surface: String) throws {
        let page = try WeirBinary.run("plan", Repository.path("samples/deployments/small.yaml"), "--draws", "12", "--format", "html").output
        let directory = try TemporaryDirectory()
        let looks = try Browser.evaluate(Self.looks, on: page, width: 390, isDark: isDark, in: directory)
        #expect(looks == [theme, surface, "390", "true"])
    }
}
