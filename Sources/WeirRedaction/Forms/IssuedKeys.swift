/// Keys by the form that their issuers document: a prefix, and how many bytes of which kind follow it at least.
struct IssuedKey: Sendable {
    enum Body: Sendable {
        /// Letters and digits.
        case alphanumeric
        /// The same with `-` and `_`.
        case token
        /// The same with `.`, `=`, `+`, `/`, `~` and `:`.
        case wide
        case hexadecimal
        /// Capital letters and digits.
        case upper

        func holds(_ byte: UInt8) -> Bool {
            switch self {
            case .alphanumeric: byte.isAlphanumeric
            case .token: byte.isTokenByte
            case .wide: byte.isTokenByte || byte == 0x2E || byte == 0x3D || byte == 0x2B || byte == 0x2F || byte == 0x7E || byte == 0x3A
            case .hexadecimal: byte.isHexadecimal
            case .upper: byte.isUpper || byte.isDigit
            }
        }
    }

    /// In lower case.
    let prefix: StaticString
    let body: Body
    let least: Int
    /// The prefix has this case and no other.
    let isUpper: Bool
    /// Amazon's, behind which the secret that goes with it may stand.
    private(set) var isAccessKeyID = false

    init(_ prefix: StaticString, _ body: Body, _ least: Int, isUpper: Bool = false) {
        self.prefix = prefix
        self.body = body
        self.least = least
        self.isUpper = isUpper
    }

    private static func accessKeyID(_ prefix: StaticString) -> IssuedKey {
        var key = IssuedKey(prefix, .upper, 16, isUpper: true)
        key.isAccessKeyID = true
        return key
    }

    /// Those whose prefix holds three bytes in a row, in lower case.
    static let byTriple: [UInt32: [IssuedKey]] = {
        var keys: [UInt32: [IssuedKey]] = [:]
        for key in all {
            let count = key.prefix.utf8CodeUnitCount
            for place in 0...(count - 3) {
                let bytes = key.prefix.utf8Start + place
                keys[triple(bytes[0], bytes[1], bytes[2]), default: []].append(key)
            }
        }
        return keys
    }()

    static func triple(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first.lowered) | UInt32(second.lowered) << 8 | UInt32(third.lowered) << 16
    }

    static let all: [IssuedKey] = [
        // Clouds
        .accessKeyID("akia"), .accessKeyID("asia"), .accessKeyID("abia"),
        .accessKeyID("acca"), .init("absk", .wide, 40), .init("ltai", .alphanumeric, 16),
        .init("akid", .alphanumeric, 20),
        .init("aiza", .token, 30), .init("ya29.", .wide, 20), .init("gocspx-", .token, 20), .init("1//0", .token, 30),
        .init("dop_v1_", .alphanumeric, 20), .init("doo_v1_", .alphanumeric, 20), .init("dor_v1_", .alphanumeric, 20),
        .init("hrku-", .token, 20), .init("pscale_tkn_", .wide, 16), .init("pscale_pw_", .wide, 16), .init("pscale_oauth_", .wide, 16),
        .init("tskey-", .token, 12), .init("sbp_", .alphanumeric, 30), .init("nfp_", .alphanumeric, 30), .init("fm2_", .wide, 30),
        .init("sntrys_", .wide, 20), .init("sntryu_", .alphanumeric, 20), .init("figd_", .token, 20), .init("dckr_pat_", .token, 16),
        .init("dckr_oat_", .token, 16),
        // Code
        .init("ghp_", .alphanumeric, 20), .init("gho_", .alphanumeric, 20), .init("ghu_", .alphanumeric, 20),
        .init("ghs_", .alphanumeric, 20),
        .init("ghr_", .alphanumeric, 20), .init("github_pat_", .token, 20), .init("glpat-", .wide, 16), .init("gldt-", .token, 16),
        .init("glrt-", .wide, 16), .init("glcbt-", .token, 16), .init("glptt-", .token, 16), .init("glft-", .token, 16),
        .init("glimt-", .token, 16),
        .init("glagent-", .token, 16), .init("gloas-", .token, 16), .init("glsoat-", .token, 16), .init("glffct-", .token, 16),
        .init("npm_", .alphanumeric, 30), .init("pypi-", .token, 30), .init("rubygems_", .alphanumeric, 30),
        .init("atatt3", .wide, 30), .init("atctt3", .wide, 30), .init("atbb", .alphanumeric, 20, isUpper: true),
        .init("ccipat_", .token, 20),
        .init("bkua_", .alphanumeric, 20), .init("pmak-", .token, 30), .init("pul-", .alphanumeric, 30),
        .init("lin_api_", .alphanumeric, 20),
        .init("ntn_", .alphanumeric, 30), .init("secret_", .alphanumeric, 40), .init("akcp", .alphanumeric, 50),
        .init("cfpat-", .token, 20),
        // Messages
        .init("xoxb-", .token, 16), .init("xoxp-", .token, 16), .init("xoxa-", .token, 16), .init("xoxr-", .token, 16),
        .init("xoxs-", .token, 16),
        .init("xoxe-", .token, 16), .init("xoxe.", .wide, 16), .init("xoxc-", .token, 16), .init("xoxd-", .wide, 16),
        .init("xapp-", .token, 16),
        .init("sg.", .wide, 40, isUpper: true), .init("key-", .hexadecimal, 32), .init("xkeysib-", .token, 30),
        // Payments and shops
        .init("sk_live_", .alphanumeric, 16), .init("sk_test_", .alphanumeric, 16), .init("rk_live_", .alphanumeric, 16),
        .init("rk_test_", .alphanumeric, 16), .init("whsec_", .wide, 16), .init("sq0atp-", .token, 20), .init("sq0csp-", .token, 20),
        .init("eaaa", .token, 50, isUpper: true), .init("shpat_", .alphanumeric, 20), .init("shpca_", .alphanumeric, 20),
        .init("shppa_", .alphanumeric, 20), .init("shpss_", .alphanumeric, 20), .init("access_token$", .wide, 20),
        .init("flwseck", .token, 12),
        // Models
        .init("sk-ant-", .token, 20), .init("sk-proj-", .token, 20), .init("sk-svcacct-", .token, 20), .init("sk-or-", .token, 20),
        .init("sk-", .alphanumeric, 20), .init("hf_", .alphanumeric, 30), .init("r8_", .alphanumeric, 30), .init("gsk_", .alphanumeric, 30),
        .init("xai-", .alphanumeric, 30), .init("pplx-", .alphanumeric, 30),
        // Vaults, monitors, platforms
        .init("hvs.", .token, 20), .init("hvb.", .token, 20), .init("hvr.", .token, 20), .init("age-secret-key-1", .alphanumeric, 40),
        .init("dapi", .hexadecimal, 32), .init("glsa_", .token, 30), .init("glc_", .wide, 30), .init("nrak-", .alphanumeric, 20),
        .init("nrjs-", .alphanumeric, 16), .init("nrii-", .wide, 20), .init("dp.pt.", .alphanumeric, 20), .init("dp.st.", .wide, 20),
        .init("eaac", .alphanumeric, 40, isUpper: true), .init("eaag", .alphanumeric, 60, isUpper: true),
        .init("vercel_blob_", .token, 30), .init("pnu_", .alphanumeric, 30), .init("pat-na", .token, 20),
        .init("pat-eu", .token, 20),
        .init("shippo_live_", .hexadecimal, 30), .init("ssws ", .token, 20), .init("8q~", .wide, 25), .init("7q~", .wide, 25),
        .init("nvapi-", .token, 30), .init("sgp_", .token, 30), .init("ops_ey", .token, 40),
        .init("pcsk_", .token, 30), .init("lsv2_", .wide, 30), .init("tvly-", .token, 20), .init("jina_", .alphanumeric, 30),
        .init("apify_api_", .alphanumeric, 30), .init("dt0c01.", .wide, 40),
        .init("phx_", .alphanumeric, 40),
        .init("ddapi", .hexadecimal, 20), .init("nrra-", .alphanumeric, 20),
        .init("sqp_", .hexadecimal, 40), .init("squ_", .hexadecimal, 40), .init("sqa_", .hexadecimal, 40),
        .init("snyk_uat.", .wide, 30), .init("snyk_sat.", .wide, 30), .init("sb_secret_", .token, 20), .init("napi_", .alphanumeric, 40),
        .init("dp.ct.", .alphanumeric, 20), .init("dp.sa.", .alphanumeric, 20), .init("dp.scim.", .alphanumeric, 20),
        .init("clojars_", .alphanumeric, 50), .init("bbdc-", .wide, 40), .init("ccipprj_", .token, 20),
        .init("dbtc_", .token, 30), .init("dbtu_", .token, 30), .init("xaat-", .token, 30), .init("xapt-", .token, 30),
        .init("xsmtpsib-", .token, 30), .init("mlsn.", .alphanumeric, 50), .init("rdme_", .alphanumeric, 40),
        .init("api_org_", .alphanumeric, 30), .init("tgp_v1_", .token, 30), .init("csk-", .alphanumeric, 40),
        .init("sk-lf-", .token, 30), .init("sk-admin-", .token, 20), .init("sk.eyj", .wide, 40), .init("hcaik_", .alphanumeric, 40),
        .init("ddp_", .alphanumeric, 36), .init("ddw_", .alphanumeric, 36), .init("glwt-", .token, 16), .init("gr1348941", .token, 16),
        .init("pnb_", .alphanumeric, 30), .init("tfp_", .wide, 40), .init("fo1_", .wide, 30), .init("vcp_", .alphanumeric, 40),
        .init("vck_", .alphanumeric, 40), .init("ezak", .alphanumeric, 50, isUpper: true), .init("aqvn", .token, 34, isUpper: true),
        .init("oy2", .alphanumeric, 43), .init("cmvmdgtu", .alphanumeric, 40),
    ]

    /// The key of this form whose prefix a place lies in.
    func range(in text: UnsafeRawBufferPointer, around place: Int) -> Range<Int>? {
        let length = prefix.utf8CodeUnitCount
        for start in max(0, place - length + 1)...place where text.has(prefix, at: start) {
            guard !text.at(start - 1).isAlphanumeric || isInside, !isUpper || text[start].isUpper else { continue }
            let end = text.end(from: start + length) { body.holds($0) }
            var last = end
            while last > start + length, text[last - 1] == 0x2E || text[last - 1] == 0x3A || text[last - 1] == 0x2F { last -= 1 }
            guard last - start - length >= least, !Words.arePlain(text.part(start + length..<last)) else { continue }
            return (isInside ? start - 3 : start)..<last
        }
        return nil
    }

    /// Three bytes of the key stand before what is looked for.
    private var isInside: Bool {
        prefix.utf8CodeUnitCount == 3 && prefix.utf8Start[1] == UInt8(ascii: "q") && prefix.utf8Start[2] == UInt8(ascii: "~")
    }
}
