// Written by Tests/Benchmarks/place-texts.py.

/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.
enum ClueGroups {
    static let windows: [[String]] = [
        ["7z ", "pr1$", "psw", "pw ", "pw :", "pw =", "pw'", "pw\\", "pypi", "rp ", "rs ", "rypt", "up c", "url", "us s"],
        [
            "$5$", "$6$", "$y$", "3('", "://", ":\\/", ":\\\\", "ccli", "cfga", "code", "cook", "d_us", "dctl", "dgtu", "dw_", "ge_p",
            "get", "ghu_", "gith", "gloa", "glwt", "helm", "hf_", "ho_", "hook", "hs_", "hsec", "hx_", "k_li", "k_te", "r8_", "r_oa", "rs_",
            "s_to", "ssec", "sswo", "sudo", "tuti", "twoo",
        ],
        [
            "$2y$", "%25", "7q~", "8q~", "aiza", "daut", "flux", "key", "key ", "key-", "key/", "keyg", "mmun", "t us", "teus", "ubyg",
            "vaul", "vly-", "xaut",
        ],
        [
            "cca", "glag", "glc_", "glcb", "glft", "mba-", "mbcl", "mfa", "mod", "p_ad", "pca_", "plac", "prag", "psca", "pw:", "pwd",
            "sia", "sic ", "sid", "sig", "sign", "soat", "srf", "ssco", "sv1.", "swd", "wifi",
        ],
        [
            "=use", "absk", "ad3b", "bdc-", "cii ", "cipa", "ciph", "dapi", "hasl", "hesl", "hin:", "ine ", "inse", "mak-", "man ", "mask",
            "mbpa", "md5", "min", "min ", "napi", "r134", "r:pa", "rase", "rese", "rii-", "sic.", "snyk", "xai-",
        ],
        [
            "btc_", "ct(", "ct-", "cvc", "cvv", "dp.c", "dp.p", "dp.s", "dvcm", "jwt", "pw=", "rd-c", "rdme", "rgc=", "rt-", "sg.", "sk-",
            "sk-a", "sk-l", "sk-o", "sk-p", "sn.", "snmp", "sntr", "sphr", "stdi", "sws ", "tt-", "tt3",
        ],
        ["_ey", "icke", "iewe", "ifie", "ify", "inka", "keys", "nexe", "nnwo", "ocke", "on(\"", "ongo", "onic", "te('", "toke"],
        [
            " -pw", " -u ", "\"-p", "&#3", "'-p", "--en", "psee", "psex", "psk", "pul-", "s-cl", "s-ke", "sq0a", "sq0c", "sql", "sqlc",
            "sqp_", "sser", "sske", "ssl", "sspa", "t.ex", "tuse", "wsec", "wset",
        ],
        ["1//0", "a29.", "abia", "aik_", "argo", "aria", "arol", "nfir", "nife", "nvit", "pify", "pike", "pmit"],
        [
            "&p=", "&quo", "bp_", "btu_", "dp_", "dt-", "fp_", "ftp", "ftu1", "hp_", "hpss", "hr_", "htpa", "hvs.", "ippo", "it ", "kr_p",
            "kty", "mt-", "mtps", "pa91", "pass", "plus", "pm_", "pnu_", "rasd", "raut", "rd_c", "rdp", "tfp_", "tl r", "tle=", "tls1",
            "tn_", "vapi", "xa-", "xapt", "xb-",
        ],
        [
            "bcp ", "bind", "bund", "dent", "ding", "dphr", "dsn", "dt0c", "edne", "r ho", "ttp ", "u00", "uth", "uth ", "uth-", "uthe",
            "utho", "utht",
        ],
        [
            "_v1_", "agic", "akcp", "akia", "akid", "fm2_", "fo1_", "hmac", "i_or", "igd_", "imap", "ivat", "ogin", "ogon", "oy2", "sv2_",
            "svca",
        ],
        [
            ":aa", "eaaa", "eaac", "eaag", "eap ", "ed: ", "enha", "enor", "et1 ", "eyj", "ezak", "jina", "ldap", "lias", "lio", "pdo-",
            "pin", "zip ",
        ],
        [
            " ads", "$1$", "$2b$", "2a$", "hrku", "hvb.", "hvr.", "pat-", "pbkd", "plx-", "pnb_", "prj_", "pw\"", "rabb", "radd", "rar ",
            "tbb",
        ],
        [
            "-us", "-us1", "-us2", "-use", "csk_", "cspx", "gsk_", "gsko", "kua_", "lsa_", "lsz", "ltai", "osqu", "otp", "otp_", "seal",
            "secu", "sess", "vck_", "vcp_",
        ],
        [
            "3a%2", "aqvn", "aram", "arer", "cqls", "crat", "cred", "cret", "fre", "hras", "l_bl", "lres", "n_ap", "nrak", "nrjs", "nrra",
            "sala", "sgp_", "sha", "shpa", "shpp", "sqa_", "sql(", "squ_", "xaat", "xapp", "xoxc", "xoxd", "xoxe", "xoxp", "xoxr", "xoxs",
        ],
    ]
}
