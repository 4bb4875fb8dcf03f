// Written by Tests/Benchmarks/place-texts.py.

/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.
enum ClueGroups {
    static let windows: [[String]] = [
        [
            "8q~", "akmp", "ap \"", "arer", "bkua", "cket", "cp_", "cret", "dap", "dapi", "dp_", "dphr", "fp_", "fre", "kr_o", "na_",
            "napi", "nb_", "npm_", "nrow",
        ],
        [
            "n(\"", "psca", "psex", "psk", "pw ", "pw :", "pw =", "pw\"", "pwd", "s1cr", "sql", "sql(", "sqlc", "squi", "ssco", "sser",
            "sske", "sspa", "ssph", "sv2_", "swd", "swer", "swor", "sws ",
        ],
        [
            "cfga", "ebho", "eyj", "ezak", "ible", "ivat", "iza", "lias", "mfa", "pbkd", "pike", "prag", "prj_", "sia", "sig", "til",
            "tvly", "url",
        ],
        [
            "//0", "\\u00", "_tok", "htok", "i_ke", "it ", "itle", "itoo", "l_bl", "lt l", "ltai", "o_li", "ot;", "ote(", "otps", "otpw",
            "oy2", "wili", "wort", "xapp", "xe u", "xe\" ", "ya29",
        ],
        [
            "&#3", "bsk", "btc_", "dp.p", "dp.s", "dsn", "dt0c", "ftp", "hpca", "hppa", "hrku", "hvb.", "hvr.", "hvs.", "nrs ", "nssl",
            "ntn_", "rabb", "radd", "rak-", "rar ", "rase", "rpcc", "tbb", "tcdc", "ttp ", "vck_", "xfre", "{ssh",
        ],
        [
            "dop_", "dor_", "gfzc", "ghp_", "ghr_", "ghu_", "glag", "gloa", "glpt", "glrt", "hf_", "ho_", "hook", "hori", "kcp", "lc_",
            "lozi", "ncry", "nord", "ogon", "oo_v", "oord", "t ad", "t us",
        ],
        [
            "$1$", "$2a$", "$5$", "2b$", "2y$", ":aa", "aad3", "add", "add-", "bbdc", "bia", "dbtu", "ddau", "eaaa", "eaac", "eaag", "eed",
            "eed:", "iadb", "natu", "net1", "netw", "nity", "rra-", "tras", "tyan", "uth", "uth ", "uth-", "uthe",
        ],
        [
            "/rp ", "/ver", ":\\\\", "_liv", "glpa", "jels", "key", "key ", "key-", "key/", "nexe", "nfir", "nflu", "nfp_", "ng \"", "nge_",
            "nha", "ojar", "ola", "wget",
        ],
        [
            "\"-p", "'-p", "1dpu", "_ey", "_ope", "b_pa", "kty", "otp", "otst", "oxp-", "qlpl", "qlsh", "r:pa", "repl", "rese", "sess",
            "shpa", "whse", "xoxc", "xoxd", "xoxe", "xoxr",
        ],
        [
            "-sha", "-std", "-tok", "7q~", "apt-", "aqvn", "asdi", "asv1", "at-", "at-e", "at-n", "at.", "at_", "att3", "bt-", "ct(", "ct-",
            "ct.", "ctt3", "cvv", "gp_", "gp_v", "jwt", "ms_", "mt-", "mvmd", "qa_", "r1$", "r8_", "rame", "rato", "rd-c", "rd_c", "rdme",
            "rg_", "rk_t", "s3('", "sa_", "sana", "sat.", "sg.", "sh-k", "sk-", "sk-a", "sk-l", "sk-o", "sk-p", "sk-s", "sk.e", "sk_",
            "sk_l", "sk_t", "sn.", "sntr", "wand",
        ],
        [
            "----", "-too", "://", ":\\/", "dd_u", "ddw_", "dle ", "do->", "dt-", "ed-k", "elm ", "emon", "etus", "flws", "ft-", "md5",
            "toke", "udo ", "ul-",
        ],
        ["%25", "-u ", "-us1", "-us2", "7z ", "ai-", "ak-", "ifi ", "ify ", "ii ", "ii-", "ne "],
        [
            "$6$", "$y$", "acac", "acca", "agic", "akia", "akid", "code", "dgan", "dman", "dmin", "dock", "figd", "fo1_", "hcai", "hmac",
            "ifie", "ogin", "okie", "s-cl",
        ],
        ["bind", "fi:", "fm2_", "fy_a", "ignt", "in:", "in_a", "inse", "ngo", "pin", "pw:", "pw=", "rgo ", "rgon", "ring", "rmod"],
        [
            "gc=", "ge-d", "ge-s", "ghs_", "gist", "glwt", "gr13", "hasl", "hesl", "pa91", "pass", "pcsk", "pe=u", "phx_", "pi-", "pi-k",
            "plx-", "pnu_", "pss_", "psw", "pw'", "pw\\", "px-", "xa-", "xaut", "xb-", "xs-",
        ],
        [
            "3a%2", ":ide", "cp ", "crea", "cred", "cryp", "cvc", "cvie", "nrjs", "nvit", "saml", "sbp_", "sib-", "sic ", "sic.", "sid",
            "sm-u", "smbc", "smbp", "smtp", "snmp", "sq0a", "sq0c", "sqp_", "squ_", "srf", "zip ",
        ],
    ]
}
