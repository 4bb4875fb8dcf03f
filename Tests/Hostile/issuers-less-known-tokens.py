"""The tokens of forges, clouds and tools that stand bare in a line are masked by their own form."""

import string

from masking import CAPITALS, DIGITS, HEX, Words, expect_masked

words = Words(11)
TOKENS = [
    "gl" + "rt-" + words.made(20),
    "gh" + "s_" + words.made(36),
    "xa" + "pp-1-A" + words.made(10, CAPITALS) + "-" + words.made(13, DIGITS) + "-" + words.made(64, HEX),
    "rk_" + "live_" + words.made(24),
    "wh" + "sec_" + words.made(32),
    "dckr" + "_pat_" + words.made(27),
    "hf" + "_" + words.made(34, string.ascii_letters),
    "shp" + "at_" + words.made(32, HEX),
    "ya" + "29." + words.made(60),
    "GOC" + "SPX-" + words.made(28),
    "ATA" + "TT3xFfGF0" + words.made(60),
    "lin_" + "api_" + words.made(40),
    "NR" + "AK-" + words.made(27, CAPITALS),
    "gl" + "sa_" + words.made(32) + "_" + words.made(8, HEX),
    "da" + "pi" + words.made(32, HEX),
    "PM" + "AK-" + words.made(24, HEX) + "-" + words.made(34, HEX),
    "ts" + "key-auth-" + words.made(12) + "-" + words.made(32),
    "dp." + "pt." + words.made(43),
    "sb" + "p_" + words.made(40, HEX),
    "CF" + "PAT-" + words.made(43),
    "fi" + "gd_" + words.made(40),
    "pscale" + "_tkn_" + words.made(43),
    "rubygems" + "_" + words.made(48, HEX),
    "gs" + "k_" + words.made(52),
    "r8" + "_" + words.made(37),
    "nt" + "n_" + words.made(46),
    "bk" + "ua_" + words.made(40, HEX),
]
LINES = [(token, f"2026-11-30 08:15:02 INFO worker: trying {token} now") for token in TOKENS]

expect_masked(LINES)
