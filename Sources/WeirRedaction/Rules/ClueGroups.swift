// Written by Tests/Benchmarks/place-texts.py.

/// Which bytes are looked for of the texts of all clues, in groups: a place of a log agrees with few of them.
enum ClueGroups {
    static let windows: [[String]] = [
        ["_cmd", "bcli", "eaac", "eaag", "eare", "ecre", "enro", "eslo", "ezak", "on2", "oy2", "paro", "riad", "us1", "us2", "ya29"],
        [
            " -pw", " -s", "\"-p", "'-p", "--se", "bdc-", "cdct", "chpa", "chtw", "ciph", "cmd", "code", "ed: ", "eds", "elsz", "gic",
            "glc_", "glcb", "gldt", "glso", "kid", "kmp ", "mito", "mlsn", "mod", "mosq", "mote",
        ],
        [
            "hin:", "icke", "jina", "kcp", "min", "min ", "pccl", "pike", "pin", "psca", "psk", "psk ", "psw", "pw :", "pw =", "pw:", "pw=",
            "xsmt", "zink", "zip ", "{ssh",
        ],
        [
            ":aa", "bhoo", "bia", "eaaa", "eap ", "egis", "emon", "gho_", "ghp_", "gma ", "hmac", "kia", "lace", "lias", "lio", "ng \"",
            "ngo", "nha", "oas-", "ogin", "ogon", "ojar", "omin",
        ],
        ["%25", "//0", "/inv", "/res", "/rp ", "ooki", "ooks", "u00", "winr", "wort"],
        [
            "$1$", "$5$", "$6$", "$y$", "2y$", "ask:", "aslo", "atla", "bsk", "btc_", "bund", "csk-", "ct(", "ct.", "cvc", "d-co", "d-ke",
            "dsn", "dvcm", "lsh", "lux", "r1$", "s3('",
        ],
        [
            "btu_", "lwse", "lx-", "ly-", "mt-", "mysq", "nssl", "nt-", "pass", "pcsk", "pi-k", "pnu_", "pw'", "ra-", "rase", "raut",
            "rgc=", "rtut", "rys_", "ryu_", "whse",
        ],
        [
            "&#3", "--en", "crea", "fre", "gsk_", "gsko", "s-cl", "sid", "sig", "sign", "sk-", "sk-a", "sk-l", "sk-o", "sk-p", "skey",
            "sm-u", "srf", "ss-k", "ssco", "sser", "sske", "swd", "swer", "sws ", "vmdg", "wget", "wifi",
        ],
        [
            "d_us", "ddau", "ddw_", "dius", "dman", "dme_", "dop_", "dt0c", "e_bi", "eden", "et1 ", "eter", "etus", "eyge", "fied", "fier",
            "figd", "fm2_", "fo1_", "n_ap", "ndpw", "npm_", "t ad", "t us", "t-ad", "t-ke",
        ],
        [
            "_pw ", "eal ", "ge_p", "hf_", "iewe", "ify", "ify ", "ify_", "ik_", "key", "key ", "key-", "key/", "ob_", "pa_", "pa_p",
            "pul-", "pw\\", "r8_", "rg_", "rgo ", "rii-", "riz", "rk_l", "rk_t", "sb_s", "sk_l", "sk_t", "sp_a", "sql(", "ubyg", "url",
            "v1_", "v2_", "xai-", "ypi-",
        ],
        [
            "$2b$", "atp-", "att3", "ctt3", "erdp", "ert ", "eyj", "hrku", "hvb.", "hvr.", "nrjs", "ntn_", "pat-", "pbkd", "pnb_", "pwd",
            "qadm", "qvn", "radd", "rak-", "rar ", "sana", "sib-", "stdi", "tbb", "ttp ", "ttr=", "udj", "uth", "uth ", "uthe", "wand",
            "wine",
        ],
        [
            "$2a$", "cca", "cfpa", "cipp", "dap", "dapi", "dckr", "ddp_", "dial", "mak-", "mba-", "mbpa", "mfa", "mman", "napi", "nfp_",
            "nmp", "sbp_", "sia", "tfp_", "tok", "toke", "vapi", "vck_", "vcp_",
        ],
        [
            "7q~", "7z ", ":\\\\", ":pas", "cp ", "cram", "crat", "ct-", "ctl ", "ft-", "ftp", "gr13", "ipat", "irm", "it ", "itle", "ivat",
            "iza", "jwt", "lplu", "lptt", "lrt-", "lt l", "ltai", "lwt-",
        ],
        [
            "_ey", "_ope", "cryp", "cs s", "csp-", "cspx", "cvv", "hr_", "hs_", "hu_", "hvs.", "hx_", "kty", "kup ", "o_v1", "or_v", "ork ",
            "otp", "otp_", "otps", "otpw", "otst", "p.pt", "p.sc", "p.st", "pi_k", "po_l", "sess", "sexe", "shpa", "shpc", "shps", "sic ",
            "sic.", "snyk", "xe u", "xoxa", "xoxb", "xoxc", "xoxd", "xoxe", "xoxp", "xoxr", "xoxs",
        ],
        [" -u ", ":\\/", ">__c", "ine ", "md5", "mlre", "mmun", "n(\"", "nord", "pw\""],
        [
            "3a%2", "3b43", "8q~", "://", ":apa", "e\" u", "s_to", "sa.", "sa_", "sg.", "sgp_", "sk.e", "sqa_", "sqp_", "squ_", "swor",
            "ua_", "ub_p", "ukq", "uot;", "ures", "xaat", "xapp", "xapt", "xaut",
        ],
    ]
}
