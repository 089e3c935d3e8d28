// A token that is about to expire is replaced while the connection goes on; one that has expired, with the next one.

import { expect, test } from "vitest";
import { Tokens } from "../../src/rest/tokens.ts";
import { stage } from "../stage/simulated-client.ts";
import type { SimulatedServer } from "../stage/simulated-server.ts";

const shown = (server: SimulatedServer) =>
  server.heard.filter(([name]) => name === "authenticate").map(([, payload]) => payload);

test("a new token is shown before the old one expires, and the connection stays", async () => {
  const { server, time, liaison } = await stage();
  const { connections } = server;
  for (let times = 1; times <= 3; times++) {
    server.expireToken();
    server.everybody("token_expiring", { expires_in: 60 });
    await time.pass(12_000);
    expect(shown(server)).toHaveLength(times);
    expect(shown(server).at(-1)).toEqual({ token: server.token });
  }
  expect(server.connections).toBe(connections);
  // REST has the new one, too.
  server.pages["/api/me"] = { name: "Ann" };
  expect(await finished(time, liaison.rest.call("GET /me", {}))).toEqual({ name: "Ann" });
});

test("a source that gives the same token again is not asked in vain", async () => {
  const { server, time } = await stage({ options: { token: () => "token-1" } });
  server.everybody("token_expiring", { expires_in: 60 });
  await time.pass(12_000);
  expect(shown(server)).toEqual([]);
});

test("a connection that ends with its token is followed by one with another token", async () => {
  const { server, time, liaison } = await stage();
  const { connections } = server;
  server.expireToken();
  server.everybody("error", { success: false, message: "", error_code: "TOKEN_EXPIRED", details: {} });
  await time.pass(200);
  server.cut();
  await time.pass(3_000);
  expect(liaison.state.get().name).toBe("connected");
  expect(server.connections).toBe(connections + 1);
});

test("after leaving, no token is fetched for nobody", async () => {
  let asked = 0;
  const { server, time, liaison } = await stage({ options: { token: () => `token-${++asked}` } });
  server.everybody("token_expiring", { expires_in: 60 });
  await time.pass(100);
  liaison.disconnect();
  await time.pass(20_000);
  expect(asked).toBe(1);
});

test("a source that fails leaves the token there is", async () => {
  let fails = false;
  const asked: boolean[] = [];
  const tokens = new Tokens((isRefused) => {
    asked.push(isRefused);
    if (fails) throw new Error("no network");
    return `token-${asked.length}`;
  });
  expect(await tokens.get()).toBe("token-1");
  fails = true;
  await expect(tokens.renew()).rejects.toThrow("no network");
  expect(await tokens.get()).toBe("token-1");
  fails = false;
  expect(await tokens.renew()).toBe("token-3");
  expect(await tokens.get()).toBe("token-3");
  expect(asked).toEqual([false, true, true]);
});

/** What comes of a call, while time passes. */
async function finished<T>(time: { pass(ms: number): Promise<void> }, call: Promise<T>): Promise<T> {
  await time.pass(1_000);
  return call;
}
