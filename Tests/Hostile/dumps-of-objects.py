"""A value printed by Go, Java, Rust, Ruby, PHP, Elixir or Python loses the member that is a password."""

from masking import Words, expect_masked

words = Words(16)
LINES = [
    (word, f"2026-11-30 08:15:02 DEBUG app: {text % word}")
    for word, text in words.named(
        "Falcon",
        'Config{User:"bob", Password:"%s", Port:1}',
        "&{User:bob Password:%s Port:1}",
        "User(name=bob, password=%s, age=4)",
        "User{name='bob', password='%s'}",
        'array(1) { ["password"]=> string(15) "%s" }',
        "[password] => %s",
        '#<User id: 1, password: "%s">',
        'password: Some("%s")',
        'Namespace(user="x", password="%s")',
        'OrderedDict([("password", "%s")])',
        '{:password "%s"}',
        "define('DB_PASSWORD', '%s');",
    )
]

expect_masked(LINES)
