"""A logged line of the configuration of Redis, LDAP, keepalived or a router loses its password."""

from masking import Words, expect_masked

words = Words(20)
LINES = [
    (word, f"2026-11-30 08:15:02 INFO config: {text % word}")
    for word, text in words.named(
        "Quartz",
        "requirepass %s",
        "masterauth %s",
        "bindpw %s",
        "auth_pass %s",
        "wpa-psk %s",
        "enable secret 0 %s",
        "snmp-server community %s RO",
        "radius-server key %s",
        "tacacs-server key 0 %s",
    )
]

expect_masked(LINES)
