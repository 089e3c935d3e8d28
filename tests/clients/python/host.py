"""The host application beside the server under test: its secrets, its calls, the tokens of its people."""

import base64
import hashlib
import hmac
import json
import secrets
import time
import urllib.request

HOST_SECRET = secrets.token_hex(32)
API_KEY = f"lk_{secrets.token_hex(24)}"
ADMIN = {"email": "admin@example.com", "password": secrets.token_hex(16)}

# A test says in a second what people say in a day.
UNLIMITED = {f"LIAISON_LIMITS_{name}_PER_MINUTE": "1000000" for name in ("REQUESTS", "LOGINS", "SENDS", "UPLOADS")}


def settings(port: int) -> dict[str, str]:
    """What a server needs to know to serve this host."""
    return UNLIMITED | {
        "PORT": str(port),
        "LIAISON_HOST_SECRET": HOST_SECRET,
        "LIAISON_API_KEY": API_KEY,
        "LIAISON_ADMIN_EMAIL": ADMIN["email"],
        "LIAISON_ADMIN_PASSWORD": ADMIN["password"],
    }


def ask(url: str, method: str, route: str, body, token: str = ""):
    """One request to the server that must succeed."""
    request = urllib.request.Request(f"{url}/api{route}", method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def host_token(person: dict, user_type: str) -> str:
    """A token as the host application signs it for its own users."""
    now = int(time.time())
    claims = {"sub": person["external_id"], "user_type": user_type, "name": person["name"], "iat": now, "exp": now + 7200}
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signature = hmac.new(HOST_SECRET.encode(), b".".join(encoded), hashlib.sha256).digest()
    return b".".join([*encoded, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()
