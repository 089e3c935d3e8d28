// The server under test, and the host application that stands beside it: what a customer's back end does.

import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Program, freePort, path } from "./program.mjs";

const HOST_SECRET = randomBytes(32).toString("hex");
const API_KEY = `lk_${randomBytes(24).toString("hex")}`;
const ADMIN = { email: "admin@example.com", password: randomBytes(16).toString("hex") };

export class Liaison {
  /** A server with an empty store in a folder of its own, and with more settings if need be. */
  static async start(settings = {}) {
    const server = new Liaison();
    server.settings = settings;
    server.folder = await mkdtemp(join(tmpdir(), "liaison-orders-"));
    server.port = await freePort();
    server.url = `http://127.0.0.1:${server.port}`;
    await server.run();
    return server;
  }

  /** Starts it, or starts it again after `program.kill()`, on the same store. */
  async run() {
    this.program = await Program.start(path("LIAISON_BIN"), ["serve"], {
      url: `${this.url}/readyz`,
      // Relative paths of the configuration, so also ./data, are inside this folder.
      cwd: this.folder,
      env: {
        PORT: String(this.port),
        LIAISON_HOST_SECRET: HOST_SECRET,
        LIAISON_API_KEY: API_KEY,
        LIAISON_ADMIN_EMAIL: ADMIN.email,
        LIAISON_ADMIN_PASSWORD: ADMIN.password,
        // A test says in a second what people say in a day.
        LIAISON_LIMITS_SENDS_PER_MINUTE: "1000000",
        LIAISON_LIMITS_LOGINS_PER_MINUTE: "1000000",
        ...this.settings,
      },
    });
  }

  async remove() {
    await this.program?.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The REST interface for the holder of a token. */
  api(token) {
    const call = async (method, route, body) => {
      const headers = { authorization: `Bearer ${token}` };
      if (body !== undefined) headers["content-type"] = "application/json";
      const init = { method, headers, body: body && JSON.stringify(body) };
      const answer = await fetch(`${this.url}/api${route}`, init);
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    };
    return {
      get: (route) => call("GET", route),
      post: (route, body) => call("POST", route, body),
      put: (route, body) => call("PUT", route, body),
      patch: (route, body) => call("PATCH", route, body),
      delete: (route) => call("DELETE", route),
    };
  }

  /** Uploads a file as the holder of a token. */
  async upload(token, name, content) {
    const body = new FormData();
    body.set("file", new Blob([content]), name);
    const init = { method: "POST", headers: { authorization: `Bearer ${token}` }, body };
    const answer = await fetch(`${this.url}/api/files`, init);
    return { status: answer.status, body: await answer.json() };
  }

  /** The REST interface for the host's server. */
  get host() {
    return this.api(API_KEY);
  }

  /** Logs a member of staff in and returns the access token. */
  async login(credentials = ADMIN) {
    const { status, body } = await this.api("").post("/auth/login", credentials);
    assert.equal(status, 200, JSON.stringify(body));
    return body.access_token;
  }

  /** Creates an agent who is there and takes work; returns the token. */
  async agent(name) {
    const credentials = { email: `${name.toLowerCase()}@example.com`, password: randomBytes(16).toString("hex") };
    const admin = this.api(await this.login());
    const created = await admin.post("/admin/staff", { name, role: "agent", capacity: 100, ...credentials });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const token = await this.login(credentials);
    const ready = await this.api(token).put("/agent/status", { status: "available" });
    assert.ok(ready.status < 300, JSON.stringify(ready.body));
    return token;
  }

  /** Creates an order between two new people, and returns it with their tokens. */
  async order(name) {
    const order = {
      external_id: `order-${name}`,
      title: `Order ${name}`,
      amount: 250_000,
      currency: "INR",
      brand: { external_id: `b-${name}`, name: `Brandish ${name}`, email: `b-${name}@brand.example` },
      creator: { external_id: `c-${name}`, name: `Creatrix ${name}`, email: `c-${name}@creator.example` },
    };
    const { status, body } = await this.host.post("/orders", order);
    assert.equal(status, 201, JSON.stringify(body));
    return {
      request: order,
      order: body,
      brandChannel: body.ticket.brand_agent_channel,
      creatorChannel: body.ticket.creator_agent_channel,
      brandToken: hostToken(order.brand, "brand"),
      creatorToken: hostToken(order.creator, "creator"),
    };
  }
}

/** A token as the host application signs it for its own users, good for so many seconds. */
export function hostToken({ external_id, name, email }, userType, { secret = HOST_SECRET, seconds = 3600 } = {}) {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub: external_id, user_type: userType, name, email, iat: now, exp: now + seconds };
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
