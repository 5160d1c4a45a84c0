# A small HTTP client for what is checked rather than timed.
import http.client
import json


class Failed(Exception):
    """A contender does not do what it is measured at; ends the benchmark."""


class Reply:
    def __init__(self, what, status, headers, body):
        self.what, self.status, self.headers, self.body = what, status, headers, body

    def expect_status(self, status):
        if self.status != status:
            raise Failed(f"{self.what}: {self.status} instead of {status}: {self.body[:400]!r}")

    def expect(self, status):
        """Its JSON."""
        self.expect_status(status)
        return json.loads(self.body)


class Client:
    def __init__(self, address, timeout=60):
        self.connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=timeout)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def send(self, method, path, headers=None, body=None):
        headers = dict(headers or {})
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self.connection.getresponse()
        return Reply(f"{method} {path}", response.status, response.headers, response.read())

    def get(self, path, headers=None):
        return self.send("GET", path, headers)

    def post(self, path, body, headers=None):
        return self.send("POST", path, headers, body)
