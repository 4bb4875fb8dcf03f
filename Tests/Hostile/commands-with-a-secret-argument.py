"""A command whose secret stands as an argument, a capital flag or standard input is masked as `-p` is."""

from masking import Words, expect_masked

words = Words(19)
LINES = [
    (word, f"2026-11-30 08:15:02 INFO exec: {text % word}")
    for word, text in words.named(
        "Maple",
        "git remote set-url origin https://%s@github.example.org/a/b",
        "echo %s | sudo -S systemctl restart x",
        "sudo -S <<< %s apt update",
        "aws configure set aws_secret_access_key %s",
        "net use Z: \\\\fs\\x %s /user:bob",
        "zip -P %s a.zip b",
        "7z x -p%s a.7z",
        "wpa_passphrase Home %s",
        "mosquitto_pub -u bob -P %s -t x",
        "npm config set //registry.example.org/:_authToken %s",
        "cargo login %s",
        "snmpwalk -v3 -u bob -A %s -X x h",
        "snmpwalk -v2c -c %s 10.0.0.1",
        "twine upload -u __token__ -p %s dist/*",
        "psexec \\\\h -u bob -p %s cmd",
        "ENV SECRET_KEY_BASE %s",
    )
]

expect_masked(LINES)
