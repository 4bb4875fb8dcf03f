"""The console answers no request whose target is an address of another host, whatever its Host says (RFC 9112, 3.2.2)."""

from console import expect_refused

expect_refused(
    {
        "a foreign address, its own Host": "GET http://rebound.example/metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
        "a foreign address with a port": "GET http://rebound.example:PORT/healthz HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
        "a foreign https address": "GET https://rebound.example/healthz HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
        "an address without a host": "GET http:/metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n",
        "a foreign address, no Host": "GET http://rebound.example/metrics HTTP/1.0\r\n",
    }
)
