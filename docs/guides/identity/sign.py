"""Signs a Liaison token for a user of your application. For your server: Python 3.8 or newer, no library.

    LIAISON_HOST_SECRET=… python3 sign.py b-17 brand "Blue Kettle"
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time

LIFETIME_SECONDS = 3600


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def liaison_token(id, type, name, secret=None) -> str:
    """A token for the user who is logged in with you. `type` is `brand`, `creator` or `customer`."""
    secret = secret or os.environ["LIAISON_HOST_SECRET"]
    iat = int(time.time())
    claims = {"sub": str(id), "user_type": type, "name": name, "iat": iat, "exp": iat + LIFETIME_SECONDS}
    header = {"alg": "HS256", "typ": "JWT"}
    signed = ".".join(_encode(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encode(signature)}"


if __name__ == "__main__":
    print(liaison_token(*sys.argv[1:4]))
