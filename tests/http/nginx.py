# SPDX-License-Identifier: MulanPSL-2.0
"""Runs deploy/nginx.conf as shipped (only ports and paths changed) in front of the echo server and asks through it.

usage: nginx.py PATH-OF-test_http_cases PATH-OF-nginx.conf      exits 77 (skipped) where there is no nginx
"""
import gzip
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

HOST = "bsdt.example.gov.cn"
failures = []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def check(promise, good, detail=""):
    print(("ok    " if good else "FAILED") + " " + promise)
    if not good:
        failures.append(promise)
        print("       ", detail)


def write_config(folder, shipped, ports):
    text = open(shipped).read()
    for face in (8080, 8081, 8082):
        text = text.replace(f"127.0.0.1:{face};", f"127.0.0.1:{ports['echo']};")
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{ports['plain']}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{ports['tls']}", text)
    text = text.replace("/etc/ssl/buchucun/", folder + "/").replace("/var/log/nginx/", folder + "/")
    main = (f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            f"events {{ worker_connections 1024; }}\nhttp {{\n"
            + "".join(f"{kind}_temp_path {folder}/{kind};\n"
                      for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + text + "}\n")
    with open(folder + "/nginx.conf", "w") as out:
        out.write(main)


def wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}")


class Asker:
    def __init__(self, ports):
        self.ports = ports
        self.tls = ssl.create_default_context()
        self.tls.check_hostname = False
        self.tls.verify_mode = ssl.CERT_NONE

    def connect(self, host=HOST):
        raw = socket.create_connection(("127.0.0.1", self.ports["tls"]), 5)
        return self.tls.wrap_socket(raw, server_hostname=host)

    def ask(self, request):
        """Everything that comes until the connection ends or two seconds pass."""
        with self.connect() as s:
            s.settimeout(2)
            got = b""
            try:
                s.sendall(request)
                while piece := s.recv(65536):
                    got += piece
            except OSError:
                pass
            return got


def head(more="", method="GET", path="/"):
    return f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n{more}\r\n".encode()


def check_plain(a):
    got = a.ask(head("X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: http\r\n"))
    check("a page comes through", got.startswith(b"HTTP/1.1 200"), got)
    check("the client's address is nginx's word, not the client's", b'"client":"127.0.0.1"' in got, got)
    check("behind TLS the request is secure", b'"secure":true' in got, got)
    check("browsers are told to stay with TLS", b"Strict-Transport-Security: max-age=31536000" in got, got)
    got = a.ask(head("Accept-Encoding: gzip\r\n", path="/?a=" + "x" * 2000))
    body = got.split(b"\r\n\r\n", 1)[1]
    check("long answers are compressed", b"Content-Encoding: gzip" in got, got[:500])
    check("compressed answers are whole", b'"a":"xxx' in gzip.decompress(dechunk(body)), got[:500])
    got = a.ask(head(path="/%E6%9D%91/b"))
    check("an encoded path arrives as it was sent", '"path":"/村/b"'.encode() in got, got)


def dechunk(body):
    out = b""
    while body:
        size, body = body.split(b"\r\n", 1)
        size = int(size, 16)
        out += body[:size]
        body = body[size + 2:]
    return out


# What must never reach a handler as it stands; the name is the promise.
REFUSED = {
    "Content-Length with Transfer-Encoding is refused":
        head("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "POST") + b"0\r\n\r\n",
    "a doubled Content-Length is refused": head("Content-Length: 3\r\nContent-Length: 4\r\n", "POST") + b"a=1",
    "a doubled Host is refused": head(f"Host: {HOST}\r\n"),
    "a missing Host is refused": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "a blank before a colon is refused": head("X-A : b\r\n"),
    "a NUL in a value is refused": head("X-A: a\0b\r\n"),
    "a carriage return in a value is refused": head("X-A: a\rb\r\n"),
    "a control character in the method is refused": head(method="GE\x01T"),
    "a folded header is refused": head("X-A: a\r\n b\r\n"),
    "an encoded NUL in the path is refused": head(path="/a%00b"),
    "an encoded slash in the path is refused": head(path="/a%2fb"),
    "dot segments are refused": head(path="/..%2f..%2fetc"),
    "an unknown method is refused": head(method="FETCH"),
    "a broken chunk size is refused": head("Transfer-Encoding: chunked\r\n", "POST") + b"zz\r\na=1\r\n0\r\n\r\n",
    "a body too large is refused": head("Content-Length: 30000000\r\n", "POST"),
    "a header line over 8 KB is refused": head("X-A: " + "a" * 9000 + "\r\n"),
    "a target over 8 KB is refused": head(path="/" + "a" * 9000),
}

FORM = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
# What libmicrohttpd takes inside a chunked body although the standard does not: nginx must refuse or repair it.
LAX_CHUNKS = {
    "bare line feeds between chunks": b"3\na=1\n0\n\n",
    "a chunk extension": b"3;x=y\r\na=1\r\n0\r\n\r\n",
    "trailers behind the last chunk": b"3\r\na=1\r\n0\r\nContent-Length: 99\r\n\r\n",
}


def check_refusals(a):
    for promise, request in REFUSED.items():
        got = a.ask(request)
        check(promise, re.match(rb"HTTP/1\.1 4\d\d ", got) is not None, got[:300])
        check(promise + ", and answered once", got.count(b"HTTP/1.1 ") == 1, got)
    for name, body in LAX_CHUNKS.items():
        got = a.ask(head(FORM, "POST") + body)
        repaired = b'"form":{"a":"1"}' in got and b'"body_bytes":3' in got
        check(name + " are refused or repaired", got.startswith(b"HTTP/1.1 400") or repaired, got)
    got = a.ask(head().replace(HOST.encode(), b"unknown.example"))
    check("a Host that is not ours gets no page", b"HTTP/1.1 200" not in got, got)


def check_unknown_name(a):
    try:
        a.connect("unknown.example").close()
        check("TLS for a name that is not ours is refused", False)
    except ssl.SSLError:
        check("TLS for a name that is not ours is refused", True)


def check_redirect(ports):
    with socket.create_connection(("127.0.0.1", ports["plain"]), 5) as s:
        s.sendall(head(path="/a?b=c"))
        got = s.recv(4096)
    check("without TLS one is sent to TLS", f"Location: https://{HOST}/a?b=c\r\n".encode() in got, got)


def check_events(a):
    with a.connect() as s:
        s.settimeout(3)
        s.sendall(f"GET /events?topic=t HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        got = b""
        try:
            while b"retry: 3000" not in got:
                got += s.recv(4096)
        except OSError:
            pass
        check("an event stream is passed on at once", b"retry: 3000" in got, got)


def check_http2(ports):
    curl = shutil.which("curl")
    if curl is None:
        return
    got = subprocess.run([curl, "-sk", "--http2", "-o", "/dev/null", "-w", "%{http_version} %{response_code}",
                          "--resolve", f"{HOST}:{ports['tls']}:127.0.0.1", f"https://{HOST}:{ports['tls']}/"],
                         capture_output=True, text=True, check=False).stdout
    check("HTTP/2 is spoken", got == "2 200", got)


def check_rate(a):
    with a.connect() as s:
        s.settimeout(3)
        request = f"GET /asset HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
        s.sendall(request * 250)
        got = b""
        try:
            while got.count(b"HTTP/1.1 ") < 250:
                piece = s.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError:
            pass
    check("a flood from one address is slowed down", b"HTTP/1.1 429" in got and b"HTTP/1.1 200" in got, got[:300])


def run(folder, exe, shipped):
    ports = {name: free_port() for name in ("echo", "plain", "tls")}
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", folder + "/key.pem", "-out", folder + "/fullchain.pem", "-subj", f"/CN={HOST}",
                    "-days", "2"], check=True, stderr=subprocess.DEVNULL)
    write_config(folder, shipped, ports)
    echo = subprocess.Popen([exe, "--serve", str(ports["echo"]), "127.0.0.1"])
    nginx = subprocess.Popen(["nginx", "-p", folder, "-c", folder + "/nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        wait_for(ports["echo"])
        wait_for(ports["tls"])
        asker = Asker(ports)
        check_plain(asker)
        check_refusals(asker)
        check_unknown_name(asker)
        check_redirect(ports)
        check_events(asker)
        check_http2(ports)
        check_rate(asker)
    finally:
        nginx.send_signal(signal.SIGQUIT)
        echo.terminate()
        nginx.wait(20)
        check("the server behind it stopped cleanly", echo.wait(20) == 0)


def main():
    os.environ["PATH"] += ":/usr/sbin"
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        run(folder, os.path.abspath(sys.argv[1]), sys.argv[2])
        if failures and os.path.exists(folder + "/error.log"):
            print(open(folder + "/error.log").read()[-3000:])
    sys.exit(1 if failures else 0)


main()
