// Written by Tests/Benchmarks/place-texts.py.

/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.
enum ClueGroups {
    static let windows: [[String]] = [
        ["&p=", "fig ", "flux", "flws", "ghr_", "ghu_", "glwt", "n us", "ndb ", "ntry", "ot;", "ote(", "oxd-", "oxe.", "oy2", "w ="],
        [
            "byge", "hpas", "hpat", "hrku", "htwo", "ipat", "irm", "itmq", "iza", "npm_", "nrjs", "ntn_", "pbkd", "pca_", "pike", "pin",
            "plac", "psk", "psw", "rdme", "riad", "ring", "riz", "vcac", "vck_", "vcmq", "wine",
        ],
        [
            "3b43", "\\u00", "cram", "crat", "cryp", "jwt", "lrt-", "n_ap", "nrak", "nrii", "p_ad", "prag", "priv", "pwd", "seal", "set",
            "set ", "sig", "sign", "soat", "swd", "vit", "zip ",
        ],
        ["$2a$", "%25", "%3a%", "psca", "psee", "psk ", "pul-", "t-ke", "tu1d", "tuse", "url", "{ssh"],
        [
            "ckr_", "comm", "cvie", "gc=", "i_ke", "icke", "ify_", "in:", "inka", "inrs", "is-c", "l_bl", "logi", "logo", "loja", "ocke",
            "ongo", "ooki", "scim", "sk-a", "sk-l", "sk-o", "sk::", "wort",
        ],
        [":aa", ":ide", "cca", "code", "cvc", "kadm", "kia", "kid", "s1cr", "s3('", "s: $", "sia", "sic.", "sid", "zak"],
        [
            "\"-p", "'-p", "7q~", "8q~", "bcp ", "bp_", "btu_", "cp_", "cspx", "dap", "dapi", "dp_", "dw_", "fp_", "gd_", "ge_p", "gtu",
            "hf_", "hppa", "kcp", "key", "key ", "key-", "key/", "kmp ", "kty", "o1_", "osqu", "otp", "otp_", "otpw", "r:pa",
        ],
        [
            ":\\\\", "fre", "ft-", "ftp", "irre", "it ", "ivat", "ive_", "mt-", "pr1$", "prj_", "pw ", "pw :", "pw\"", "pw'", "pw:", "pw=",
            "pw\\", "vr.",
        ],
        ["-tok", "-too", "1//0", "daut", "dd_u", "dop_", "eaaa", "eaac", "eaag", "ed: ", "mak-", "map_", "md5", "toke", "tool", "udo "],
        [
            "-pas", "-u ", "-us", "-us1", "-us2", "2y$", "7z ", "_pat", "_pw ", "_v1_", "bia", "get", "gic", "glag", "glc_", "gldt", "mfa",
            "ne ", "net ", "net.", "net1", "nha", "nic", "ola", "rp ", "rpcc", "ry l",
        ],
        [
            ":apa", "answ", "eap ", "encr", "enor", "gho_", "ghp_", "ghs_", "hasl", "na_", "napi", "ng \"", "p.ct", "p.pt", "p.sa", "p.st",
            "qa_", "r134", "r8_", "rasd", "rg_", "rk_l", "rk_t", "s.sl", "sgp_", "shps", "sk_l", "sk_t", "sqp_", "swor", "sws ", "ua_",
            "whse", "xapp", "xapt", "zapi",
        ],
        [
            "arer", "argo", "as-", "asv1", "crea", "cred", "cret", "csrf", "lres", "lsz", "phra", "ple_", "plus", "pnb_", "pnu_", "scue",
            "sg.", "sn.", "snmp",
        ],
        [
            "a29.", "aqvn", "at-", "ct(", "cvv", "hvs.", "pass", "pe=u", "phx_", "pi-", "pi-k", "plx-", "sess", "sexe", "sh-k", "sic ",
            "sk-", "sk-p", "snyk", "xai-", "xe-", "xoxa", "xoxb", "xoxc", "xoxp", "xoxr", "xoxs",
        ],
        [
            "&#3", "bdc-", "btc_", "ddap", "dman", "dsn", "ebho", "edne", "ermo", "etco", "ffct", "fm2_", "hcai", "hmac", "hvb.", "lcbt",
            "lsa_", "ltai", "rra-", "tr=", "trap", "tras", "tt3", "usm-", "uth", "uth ", "uthe", "utht", "xsmt",
        ],
        [
            "$2b$", "bsk", "cqls", "csk-", "csk_", "ctl ", "dt0c", "erdp", "ert ", "erv ", "eslo", "eyj", "gsk_", "gsko", "itle", "pat-",
            "ptt-", "radd", "rar ", "rifi", "rify", "sala", "sib-", "smbc", "sq0a", "sq0c", "sql", "sql(", "sqlc", "srf", "sske", "ssl",
            "stdi", "sv2_", "tbb", "tcdc", "tifi", "ttp ", "tvly", "uct(", "wifi", "wili",
        ],
        [
            "$1$", "$5$", "$6$", "$y$", "--en", "-adm", "-com", "-key", "-sec", "-ser", "://", ":\\/", "s_ey", "squ_", "ss_t", "ssec",
            "sser", "tuti", "ty_a", "wset",
        ],
    ]
}
