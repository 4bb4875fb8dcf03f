"""The console refuses a request with two Hosts (RFC 9112, 3.2) or one with a user in it."""

from console import expect_refused

expect_refused(
    {
        "two hosts": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: rebound.example\r\n",
        "a user before its own": "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:PORT@rebound.example\r\n",
    }
)
