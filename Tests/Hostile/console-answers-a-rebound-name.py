"""The console answers no request under a foreign, longer, empty or missing Host, nor one in absolute form."""

from console import expect_refused

expect_refused(
    {
        "a foreign name": "GET /metrics HTTP/1.1\r\nHost: rebound.example:PORT\r\n",
        "a name that ends in its own": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.nip.example:PORT\r\n",
        "no host": "GET /metrics HTTP/1.1\r\n",
        "an empty host": "GET /metrics HTTP/1.1\r\nHost: \r\n",
        "absolute form": "GET http://rebound.example/metrics HTTP/1.1\r\nHost: rebound.example\r\n",
        "health under a foreign name": "GET /healthz HTTP/1.1\r\nHost: rebound.example\r\n",
    }
)
