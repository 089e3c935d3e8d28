// @vitest-environment happy-dom
// The login: who is let in, what outlives what, and what the tabs tell each other.

import { expect, test } from "vitest";
import { Auth, type AuthState } from "../../src/auth/auth.ts";

interface Given {
  readonly status?: number;
  readonly body?: unknown;
}

/** An auth whose server gives these answers, by path. */
function stage(answers: Record<string, (Given | Error)[]>) {
  const calls: { path: string; headers: Record<string, string> }[] = [];
  const fetch = async (url: string, init: { headers?: Record<string, string> } = {}) => {
    const path = url.replace("https://desk.example.com/api", "");
    calls.push({ path, headers: init.headers ?? {} });
    const next = answers[path]?.shift() ?? {
      status: 404,
      body: { error_code: "ROUTE_UNKNOWN", message: "no" },
    };
    if (next instanceof Error) throw next;
    const { status = 200, body } = next;
    return {
      ok: status < 300,
      status,
      headers: { get: () => null },
      text: async () => (body === undefined ? "" : JSON.stringify(body)),
    };
  };
  globalThis.fetch = fetch as unknown as typeof globalThis.fetch;
  const channel = { postMessage: (data: unknown) => told.push(data), onmessage: null as unknown };
  const told: unknown[] = [];
  const auth = new Auth({
    origin: "https://desk.example.com",
    fetch: fetch as unknown as typeof globalThis.fetch,
    area: { get: () => null, set: () => {}, remove: () => {}, keys: () => [] },
    channel: channel as never,
  });
  const names: AuthState["name"][] = [];
  auth.subscribe(() => names.push(auth.get().name));
  return {
    auth,
    calls,
    names,
    told,
    hear: (data: unknown) => (channel.onmessage as (e: unknown) => void)({ data }),
  };
}

const login = (user_type = "agent") => ({
  body: { access_token: "t1", expires_in: 900, user: { user_type } },
});
const me = { body: { id: 1, public_id: "agent-1", name: "Asha", user_type: "agent", is_staff: true } };
const refused = (error_code: string, status: number) => ({
  status,
  body: { success: false, error_code, message: "no" },
});

test("a login of before is gone on with, and the cookie's path says that it is the console", async () => {
  const { auth, calls } = stage({ "/console/refresh": [login()], "/me": [me] });
  await auth.resume();
  expect(auth.get()).toMatchObject({ name: "in", me: { name: "Asha" } });
  expect(calls[0]?.headers["x-liaison-console"]).toBe("1");
  expect(calls[1]?.headers["authorization"]).toBe("Bearer t1");
});

test("without a login of before there is a form; without a server there is a reason", async () => {
  const nobody = stage({ "/console/refresh": [refused("TOKEN_MISSING", 401)] });
  await nobody.auth.resume();
  expect(nobody.auth.get()).toEqual({ name: "out" });

  const away = stage({ "/console/refresh": [new Error("no route")] });
  await away.auth.resume();
  expect(away.auth.get()).toMatchObject({ name: "starting", problem: { code: "NETWORK" } });

  const old = stage({});
  await old.auth.resume();
  expect(old.auth.get()).toMatchObject({
    name: "starting",
    problem: { code: "ROUTE_UNKNOWN", status: 404 },
  });
});

test("a wrong password is thrown, and nobody is in", async () => {
  const { auth } = stage({ "/console/login": [refused("LOGIN_FAILED", 401)] });
  await expect(auth.logIn("a@example.com", "x")).rejects.toMatchObject({ code: "LOGIN_FAILED" });
  expect(auth.get().name).toBe("starting");
});

test("a party has no business here", async () => {
  const { auth } = stage({ "/console/login": [login("brand")] });
  await expect(auth.logIn("a@example.com", "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(auth.get().name).not.toBe("in");
});

test("signing out is told to the server and to the other tabs", async () => {
  const { auth, calls, told } = stage({
    "/console/login": [login()],
    "/me": [me],
    "/console/logout": [{ status: 204 }],
  });
  await auth.logIn("a@example.com", "x");
  await auth.logOut();
  expect(auth.get()).toEqual({ name: "out" });
  expect(calls.at(-1)?.path).toBe("/console/logout");
  expect(told).toEqual(["out"]);
});

test("signed out in another tab one is out, and told why", async () => {
  const { auth, hear } = stage({ "/console/login": [login()], "/me": [me] });
  await auth.logIn("a@example.com", "x");
  hear("out");
  expect(auth.get()).toEqual({ name: "out", reason: "ended" });
});

test("a refused token is renewed by the cookie; when that ended, the login has ended", async () => {
  const { auth } = stage({
    "/console/login": [login()],
    "/me": [me, refused("TOKEN_EXPIRED", 401)],
    "/console/refresh": [refused("TOKEN_INVALID", 401)],
  });
  await auth.logIn("a@example.com", "x");
  const state = auth.get();
  if (state.name !== "in") throw new Error("not in");
  await expect(state.liaison.rest.call("GET /me" as never, {} as never)).rejects.toBeDefined();
  expect(auth.get()).toEqual({ name: "out", reason: "ended" });
});
