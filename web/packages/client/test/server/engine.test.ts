// Our socket against our engine, through the loopback program that the protocol suites use too.

import { afterAll, beforeAll } from "vitest";
import { conformance } from "../stage/conformance.ts";
import { freePort, Program, path } from "../stage/programs.ts";

let engine: Program;
let port: number;

beforeAll(async () => {
  port = await freePort();
  const url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`;
  engine = await Program.start(path("LIAISON_CONFORMANCE_BIN"), [String(port)], { url });
});

afterAll(() => engine?.kill());

conformance(() => port);
