"""A password whose name or sign of equality is coloured for a terminal (logrus, structlog, Rust's tracing, jq, grep, Terraform write so) is masked.

README: "Secrets are taken out before anything else ... however deep they lie in JSON, addresses or escapes"."""

from masking import Words, expect_masked

words = Words(41)
E = "\x1b["
LINES = []
TEXTS = {
    "logrus": f"{E}36mINFO{E}0m[0000] login {E}36mpassword{E}0m=%s {E}36muser{E}0m=bob",
    "structlog": f"2026-11-30 10:00:00 [{E}32m{E}1minfo     {E}0m] {E}1mlogin{E}0m {E}36mpassword{E}0m={E}35m%s{E}0m",
    "tracing": f'{E}2m2026-11-30T10:00:00Z{E}0m {E}32m INFO{E}0m login {E}3mpassword{E}0m{E}2m={E}0m"%s"',
    "jq -C": f'  {E}0m{E}34;1m"password"{E}0m{E}1;39m:{E}0m {E}0;32m"%s"{E}0m',
    "grep --color": f"app.conf:{E}01;31m{E}Kpassword{E}m{E}K=%s",
    "terraform": f'  {E}33m~{E}0m {E}1m{E}0mpassword{E}0m = {E}32m"%s"{E}0m',
    "inside JSON": '{"level": "info", "msg": "\\u001b[36mpassword\\u001b[0m=%s"}',
}
for name, text in TEXTS.items():
    secret = "Maple" + words.made(9)
    LINES.append((secret, text % secret))

expect_masked(LINES)
