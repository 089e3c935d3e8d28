// Typed REST: errors, tokens, tries, giving up. The network is a function, and time is moved.

import { expect, test } from "vitest";
import { environment, type FetchLike } from "../../src/environment.ts";
import { Rest } from "../../src/rest/rest.ts";
import { Tokens } from "../../src/rest/tokens.ts";
import { VirtualTime } from "../stage/virtual-time.ts";

type Given = { status?: number; body?: unknown; text?: string; retryAfter?: string } | Error | "silence";

/** A REST interface whose network gives these answers, one after the other. */
function stage(...given: Given[]) {
  const time = new VirtualTime();
  const calls: { url: string; method: string; token: string | undefined; body: unknown }[] = [];
  const fetch: FetchLike = async (url, { method, headers, body, signal }) => {
    calls.push({ url, method, token: headers?.["authorization"], body });
    const next = given.shift();
    if (next instanceof Error) throw next;
    if (next === "silence") {
      return new Promise((_, reject) =>
        (signal as AbortSignal).addEventListener("abort", () => reject(new Error("aborted"))),
      );
    }
    const { status = 200, body: answer, text, retryAfter = null } = next ?? {};
    const written = text ?? (answer === undefined ? "" : JSON.stringify(answer));
    return {
      ok: status < 300,
      status,
      headers: { get: () => retryAfter },
      text: async () => written,
      blob: async () => new Blob([written]),
    };
  };
  const refusals: boolean[] = [];
  const tokens = new Tokens((isRefused) => {
    refusals.push(isRefused);
    return `t${refusals.length}`;
  });
  const world = environment({ fetch, now: time.now, after: time.after, random: () => 0 });
  return { rest: new Rest("https://chat.example.com", tokens, world), calls, refusals, time };
}

const TOO_LARGE = JSON.stringify({ success: false, message: "no", error_code: "PAYLOAD_TOO_LARGE" });

const refusal = (error_code: string) => ({
  success: false,
  message: "no",
  error_code,
  details: { field: "x" },
});

test("a call takes a fetch of its own, with the same token and the same errors", async () => {
  const { rest, calls } = stage();
  const seen: string[] = [];
  const fetch: FetchLike = async (url, { headers }) => {
    seen.push(`${url} ${headers?.["authorization"]}`);
    return { ok: false, status: 413, headers: { get: () => null }, text: async () => TOO_LARGE };
  };
  const upload = rest.call("POST /files", { form: "the form" }, { fetch });
  await expect(upload).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", status: 413 });
  expect(seen).toEqual(["https://chat.example.com/api/files Bearer t1"]);
  expect(calls).toEqual([]);
});

test("a call has its path, query, body and token, and gives the answer", async () => {
  const { rest, calls } = stage({ body: { unread_count: 3 } }, { body: { items: [] } }, { status: 204 });
  expect(await rest.call("GET /messages/unread-count", {})).toEqual({ unread_count: 3 });
  await rest.call("GET /messages/conversations/{id}/messages", {
    path: { id: "a/b c" },
    query: { limit: 5 },
  });
  expect(await rest.call("DELETE /messages/{id}", { path: { id: "m" } })).toBeUndefined();
  expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET https://chat.example.com/api/messages/unread-count",
    "GET https://chat.example.com/api/messages/conversations/a%2Fb%20c/messages?limit=5",
    "DELETE https://chat.example.com/api/messages/m",
  ]);
  expect(calls.map(({ token }) => token)).toEqual(["Bearer t1", "Bearer t1", "Bearer t1"]);
});

test("a refusal is an error of the catalog", async () => {
  const { rest } = stage({ status: 422, body: refusal("INVALID") });
  const call = rest.call("POST /messages/send", { body: { message: "" } });
  await expect(call).rejects.toMatchObject({
    name: "LiaisonError",
    code: "INVALID",
    status: 422,
    message: "no",
    details: { field: "x" },
  });
});

test("a proxy's page is not taken for an answer", async () => {
  const { rest } = stage({ status: 502, text: "<html>" });
  await expect(rest.call("POST /messages/send", { body: {} })).rejects.toMatchObject({
    code: "ANSWER_MALFORMED",
    status: 502,
  });
});

test("an expired token is renewed once, whatever the method, and everybody gets the new one", async () => {
  const { rest, calls, refusals } = stage(
    { status: 401, body: refusal("TOKEN_EXPIRED") },
    { body: {} },
    { body: {} },
  );
  await rest.call("POST /messages/send", { body: { message: "x" } });
  await rest.call("GET /messages/unread-count", {});
  expect(calls.map(({ token }) => token)).toEqual(["Bearer t1", "Bearer t2", "Bearer t2"]);
  expect(refusals).toEqual([false, true]);
});

test("a token that stays refused is not asked for again and again", async () => {
  const bad = { status: 401, body: refusal("TOKEN_INVALID") };
  const { rest, calls } = stage(bad, bad, bad, bad);
  await expect(rest.call("GET /messages/unread-count", {})).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  expect(calls).toHaveLength(2);
});

test("what may be asked twice is asked again when the network fails, as late as the server wants", async () => {
  const busy = { status: 429, body: refusal("RATE_LIMITED"), retryAfter: "7" };
  const { rest, calls, time } = stage(new Error("gone"), busy, { body: { unread_count: 1 } });
  const call = rest.call("GET /messages/unread-count", {});
  await time.pass(1_000);
  expect(calls).toHaveLength(2);
  await time.pass(6_900);
  expect(calls).toHaveLength(3);
  expect(await call).toEqual({ unread_count: 1 });
});

test("what may not be asked twice is asked once, unless it says that it may", async () => {
  const { rest, calls, time } = stage(new Error("gone"), new Error("gone"), { body: {} });
  await expect(rest.call("POST /messages/send", { body: {} })).rejects.toMatchObject({ code: "NETWORK" });
  expect(calls).toHaveLength(1);
  const again = rest.call("POST /messages/send", { body: { client_id: "k" } }, { isIdempotent: true });
  await time.pass(1_000);
  await again;
  expect(calls).toHaveLength(3);
});

test("silence ends in time, and the caller may give up before", async () => {
  const { rest, time } = stage("silence", "silence");
  const late = expect(
    rest.call("POST /messages/send", { body: {} }, { timeoutMs: 5_000 }),
  ).rejects.toMatchObject({ code: "TIMEOUT" });
  await time.pass(5_000);
  await late;
  const abort = new AbortController();
  const given = expect(
    rest.call("GET /messages/unread-count", {}, { signal: abort.signal }),
  ).rejects.toMatchObject({ code: "ABORTED" });
  await time.pass(100);
  abort.abort();
  await given;
});

test("a file is downloaded with the token, and from this server only", async () => {
  const { rest, calls } = stage({ text: "content" }, { status: 404, body: refusal("NOT_FOUND") });
  const file = await rest.download("/api/files/1");
  expect(await (file as Blob).text()).toBe("content");
  expect(calls[0]).toMatchObject({ url: "https://chat.example.com/api/files/1", token: "Bearer t1" });
  await expect(rest.download("/api/files/2")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(rest.download("https://chat.example.com.evil.example/x")).rejects.toMatchObject({
    code: "INVALID",
  });
  expect(calls).toHaveLength(2);
});
