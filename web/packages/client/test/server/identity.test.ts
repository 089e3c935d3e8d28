// The programs of docs/guides/identity: what each of them signs is taken by the server, and only with the secret that
// host and server share.

import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { client, opened } from "../stage/clients.ts";
import { Liaison } from "../stage/programs.ts";
import { until } from "../stage/seen.ts";

const SECRET = randomBytes(32).toString("hex");

/** How to start each program, and whether the machine has what it needs. Node and Python are there always. */
const PROGRAMS = [
  { file: "sign.mjs", command: ["node"], asks: "--version", isOptional: false },
  { file: "sign.py", command: ["python3"], asks: "--version", isOptional: false },
  { file: "sign.go", command: ["go", "run"], asks: "version", isOptional: true },
  { file: "sign.php", command: ["php"], asks: "--version", isOptional: true },
];

const folder = fileURLToPath(new URL("../../../../../docs/guides/identity/", import.meta.url));

/** What the program prints for somebody. */
async function signed([command = "", ...args]: string[], secret: string, who: string[]): Promise<string> {
  const env = { ...process.env, LIAISON_HOST_SECRET: secret };
  const { stdout } = await promisify(execFile)(command, [...args, ...who], { cwd: folder, env });
  return stdout.trim();
}

let server: Liaison;

beforeAll(async () => {
  server = await Liaison.start({ LIAISON_HOST_SECRET: SECRET });
  await server.agent("Asha");
});

afterAll(() => server?.remove());

for (const { file, command, asks, isOptional } of PROGRAMS) {
  const [tool = ""] = command;
  const isMissing = isOptional && spawnSync(tool, [asks]).status !== 0;
  describe.skipIf(isMissing)(isMissing ? `${file}: skipped: ${tool} is not installed` : file, () => {
    test("its token is the person of the order, by REST and by socket", async () => {
      const { request, order, brandChannel } = await server.order(`signed-${tool}`);
      const { external_id, name } = request.brand;
      const token = await signed([...command, file], SECRET, [external_id, "brand", name]);
      const { status, body } = await server.api(token).get("/chat/token");
      expect(status).toBe(200);
      expect(body).toMatchObject({ user: { public_id: order.brand.public_id, user_type: "brand" } });
      const brand = await opened(
        client(server.url, () => token),
        brandChannel,
      );
      brand.send({ text: "said by the person of the token" });
      await until(brand, ({ messages }) => messages.some(({ text }) => text.startsWith("said by")));
    });

    test("somebody new comes in under the name of the token, whatever letters it has", async () => {
      const name = `Blue "Kettle" & Söhne 青`;
      const token = await signed([...command, file], SECRET, [`new-${tool}`, "creator", name]);
      const { body } = await server.api(token).get("/chat/token");
      expect(body).toMatchObject({ user: { name, user_type: "creator" } });
    });

    test("signed with another secret it is nobody's", async () => {
      const token = await signed([...command, file], randomBytes(32).toString("hex"), [
        "b-17",
        "brand",
        "Blue Kettle",
      ]);
      const { status, body } = await server.api(token).get("/chat/token");
      expect(status).toBe(401);
      expect(body).toMatchObject({ error_code: "TOKEN_INVALID" });
      const stranger = client(server.url, () => token);
      await until(stranger.state, ({ name }) => name === "refused");
    });
  });
}
