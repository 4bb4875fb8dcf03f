// Written by Tests/Benchmarks/place-texts.py.

/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.
enum ClueGroups {
    static let windows: [[String]] = [
        [
            "7q~", "8q~", "eslo", "esql", "ezak", "gsk_", "hs_", "hu_", "ivat", "iza", "pca_", "pi_o", "pify", "pike", "pin", "plac",
            "ps_e", "psk", "psw", "pul-", "pw\\", "ueft", "ugfz", "us1", "wifi", "wili", "wine", "winr", "ysql",
        ],
        [
            "\"-p", "bcp ", "btu_", "gd_", "ghp_", "gma ", "jwt", "ldap", "ldt-", "ls0t", "lsa_", "ltai", "lwt-", "m-us", "mfa", "ms_",
            "r8_",
        ],
        [
            "2y$", "bcli", "bdc-", "bia", "bind", "bsk", "btc_", "cca", "cdct", "ct(", "ct.", "ctl ", "kia", "kid", "kini", "rd-c", "rdme",
            "riad", "rifi", "rify", "ring", "s3('", "sia", "sic ", "sic.", "sid", "sig", "sign",
        ],
        ["dapi", "dent", "jels", "ptse", "pw :", "pw =", "pw'", "pw:", "tp ", "tpsi", "trap", "tt3", "tuse", "tvly"],
        [
            "aqvn", "as-", "ass", "ass ", "asse", "asso", "asv1", "at-", "at-e", "at-n", "at.", "gp_v", "hpss", "kty", "ku-", "lus", "lwse",
            "lx-", "nt-", "qlsh", "qp_", "qu_", "se-f", "sess", "sg.", "whse", "xc-", "xe-", "xe.",
        ],
        [
            "dd_u", "ddap", "ddp_", "doo_", "dop_", "dor_", "edne", "enor", "fo1_", "gho_", "ghr_", "gin", "gin ", "gin(", "gin=", "gon ",
            "hin:", "hine", "jina", "min ", "ndin", "nha", "nka", "thor", "tkn_", "u00", "woor", "xoxp", "xoxr", "xoxs",
        ],
        [
            "7z ", "az l", "cvc", "dw_", "hvb.", "hvr.", "hvs.", "pnb_", "pw ", "pw\"", "pwd", "rgc=", "rgo ", "rgon", "rjs-", "rk_t",
            "rv i", "sk a", "sk-", "sk-a", "sk-l", "sk-o", "sk-s", "sk_t", "snmp", "sntr", "swd", "swd ", "swor", "tfp_", "xfre",
        ],
        [
            ":\\\\", "_ope", "dsn", "dt0c", "i_ke", "ipmi", "ippo", "ippr", "itle", "itmq", "k_li", "npm_", "ntn_", "otp", "toke", "y ke",
            "y lo",
        ],
        [
            "$1$", "$5$", "$6$", "$y$", "ad3b", "atbb", "cfga", "cloj", "code", "cook", "d_co", "dial", "dman", "dock", "hmac", "hook",
            "htok", "s-cl", "t-ke",
        ],
        ["%25", "e('", "e-ci", "eate", "emon", "h-to", "hf_", "ii-", "ik_", "imt-"],
        [
            "0atp", "2b$", "ai-", "ak-", "ba-t", "md5", "nity", "oaut", "oj-", "on(\"", "ontr", "pat_", "phx_", "pi-", "pi-k", "pp-", "pt(",
            "pt-", "pw=", "px-", "ra-", "raut", "rtut", "xa-", "xaut", "xb-", "xd-",
        ],
        [
            " -u ", "&#3", "'-p", "cgfz", "cket", "ckr_", "cmvm", "csp-", "cvv", "ffct", "flux", "fm2_", "glc_", "glft", "glpt", "glrt",
            "glso", "kcp", "kmp ", "mlre", "mlsn", "ncvi", "nfp_", "nser", "nssl", "pcsk", "scra", "scry", "sgp_", "skey", "sspa", "ssph",
            "sv2_", "sws ", "vck_", "vcp_", "wget", "wset", "{cry", "{ssh",
        ],
        [
            "/rp ", "3489", "cbt-", "ebho", "eed:", "ndle", "net ", "net.", "net1", "sbp_", "set", "set ", "setc", "sexe", "srf", "stdi",
            "sudo", "url", "uth", "uth ", "uthe",
        ],
        [
            "--en", "-sec", "1//0", "2a$", "3a%2", "://", ":\\/", ":add", "aslo", "qlcm", "r1$", "r_cm", "radd", "radi", "rmod", "sala",
            "skod", "sscm", "ssco", "ssec",
        ],
        ["df2", "dp.p", "dp.s", "eare", "ecre", "ifre", "nfir", "nvit", "nzip", "oy2", "para", "paro", "rar ", "us2", "ya29"],
        [
            ":aa", ":apa", ">__c", "a_pa", "aaa", "agic", "e_pa", "e_pw", "eaac", "eap ", "eyj", "key", "key ", "key-", "key/", "keyg",
            "keys", "n_ap", "napi", "ngo", "nu_", "nwor", "p_ad", "pa_", "qa_", "quit", "quot", "ua_", "zip ",
        ],
    ]
}
