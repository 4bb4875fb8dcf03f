"""The password in a logged exchange of SMTP, POP3, FTP or Redis is masked."""

from masking import Words, expect_masked

words = Words(18)
LINES = [
    (word, f"2026-11-30 08:15:02 DEBUG wire: {text % word}")
    for word, text in words.named(
        "Tiger",
        "C: AUTH PLAIN %s=",
        "smtp >> AUTH LOGIN Ym9i %s=",
        'redis: "AUTH" "%s"',
        "redis: AUTH default %s",
        '1700000000.1 [0 127.0.0.1:1] "AUTH" "default" "%s"',
        "HELLO 3 AUTH default %s",
        "ftp: > PASS %s",
        "pop3: C: PASS %s",
        "irc: PRIVMSG NickServ :IDENTIFY %s",
        "kadmin: addprinc -pw %s bob",
        "WIFI:T:WPA;S:Home;P:%s;;",
    )
]

expect_masked(LINES)
