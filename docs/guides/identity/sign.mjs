// Signs a Liaison token for a user of your application. For your server: Node 20 or newer, no library.
//
//   LIAISON_HOST_SECRET=… node sign.mjs b-17 brand "Blue Kettle"

import { createHmac } from "node:crypto";
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LIFETIME_SECONDS = 3600;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token for the user who is logged in with you. `type` is `brand`, `creator` or `customer`. */
export function liaisonToken({ id, type, name }, secret = process.env.LIAISON_HOST_SECRET) {
  if (!secret) throw new Error("LIAISON_HOST_SECRET is not set");
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: String(id), user_type: type, name, iat, exp: iat + LIFETIME_SECONDS };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  const signature = createHmac("sha256", secret).update(signed).digest("base64url");
  return `${signed}.${signature}`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [id, type, name] = process.argv.slice(2);
  console.log(liaisonToken({ id, type, name }));
}
