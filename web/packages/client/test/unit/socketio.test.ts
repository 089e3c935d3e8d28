// Our socket against the real socket.io server.

import { afterAll, beforeAll, expect, test } from "vitest";
import { conformance } from "../stage/conformance.ts";
import { Echo } from "../stage/echo.ts";
import { connected, open } from "../stage/sockets.ts";

let echo: Echo;

beforeAll(async () => {
  echo = await Echo.start();
});

afterAll(() => echo.close());

conformance(() => echo.port);

test("a refusal by the application carries its data", async () => {
  const { socket, become } = open(echo.address, { auth: () => ({ refuse: "too late" }) });
  socket.connect();
  expect(await become("refused")).toMatchObject({ error: { message: "not you", data: { why: "too late" } } });
});

test("a refusal that passes is tried again", async () => {
  let tries = 0;
  const auth = () => (++tries < 3 ? { refuse: "not yet" } : {});
  await connected(echo.address, { auth, isPassing: () => true });
  expect(tries).toBe(3);
});

test.each(["kick", "leave"])("a server that ends it (%s) is connected to again", async (how) => {
  const { socket, become } = await connected(echo.address);
  socket.emit(how);
  await become("waiting");
  await become("connected");
  expect(await socket.request("message-with-ack", [3], 10_000)).toBe(3);
});

test("a server that restarts is found again", async () => {
  const first = await Echo.start();
  const { socket, become } = await connected(first.address);
  await first.close();
  await become("waiting");
  const second = await Echo.start({}, first.port);
  await become("connected");
  expect(await socket.request("message-with-ack", [4], 10_000)).toBe(4);
  socket.close();
  await second.close();
});

test("what is too much for one polling request goes in several", async () => {
  const small = await Echo.start({ maxHttpBufferSize: 2_000 });
  const { socket, states } = await connected(small.address, { transports: ["polling"] });
  const texts = Array.from({ length: 40 }, (_, index) => `${index} ${"ü".repeat(100)}`);
  const answers = await Promise.all(texts.map((text) => socket.request("message-with-ack", [text], 10_000)));
  expect(answers).toEqual(texts);
  expect(states.history.map(({ name }) => name)).toEqual(["connecting", "connected"]);
  socket.close();
  await small.close();
});
