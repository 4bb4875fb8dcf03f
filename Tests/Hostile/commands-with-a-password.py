"""A command line that was logged loses the password that it was given, whatever the flag is called."""

from masking import Words, expect_masked

words = Words(14)
LINES = [
    (word, f"2026-11-30 08:15:02 INFO exec: {text % word}")
    for word, text in words.named(
        "Maple",
        "docker login -u bob -p %s registry.example.org",
        "kubectl create secret generic db --from-literal=password=%s",
        "curl -u bob:%s https://api.example.org/x",
        "mysqldump -uroot -p%s --all-databases",
        "openssl pkcs12 -export -passout pass:%s -out a.p12",
        "redis-cli --pass %s ping",
        "ldapsearch -x -D cn=admin,dc=x -w %s -b dc=x",
        "wget --http-user=bob --http-password=%s http://x",
        "keytool -genkey -storepass %s -keypass x",
        "java -Djavax.net.ssl.trustStorePassword=%s -jar a.jar",
        "gpg --batch --passphrase %s -d a.gpg",
        "helm upgrade x --set auth.password=%s",
        "sqlcmd -S db -U sa -P %s -Q x",
    )
]

expect_masked(LINES)
