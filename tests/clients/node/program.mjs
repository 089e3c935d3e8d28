// Starts one of our programs on a free port and waits until it answers.

import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Ports below those that the system gives to whoever asks for any: nobody gets one before our program listens. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** A port that is free. */
export async function freePort() {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const server = net.createServer().listen(port, "0.0.0.0");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

/** The path of a program, which `cargo xtask test` puts into the environment. */
export function path(variable) {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run \`cargo xtask test --only node\``);
  return value;
}

/** Whether a variable configures a server: one set for another server, or for us, must not reach ours. */
function isOfServer(name) {
  return /^LIAISON_|^(PORT|DATABASE_URL|NATS_URL|CORS_ORIGIN)$/.test(name);
}

export class Program {
  #output = "";
  #exited;

  /** Starts it and waits until `url` answers with 200. */
  static async start(file, args, { url, env = {}, cwd } = {}) {
    const program = new Program();
    const inherited = Object.entries(process.env).filter(([name]) => !isOfServer(name));
    const whole = { ...Object.fromEntries(inherited), ...env };
    program.child = spawn(file, args, { cwd, env: whole, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [program.child.stdout, program.child.stderr]) {
      stream.on("data", (bytes) => (program.#output += bytes));
    }
    program.#exited = once(program.child, "exit");
    // A program that outlives a crashed test would hold its port for ever.
    process.once("exit", () => program.child.kill("SIGKILL"));
    await program.#answers(url);
    return program;
  }

  /** Ends it at once, as a power cut would. */
  async kill() {
    this.child.kill("SIGKILL");
    await this.#exited;
  }

  /** Asks it to end, and returns its exit code. */
  async stop() {
    this.child.kill("SIGTERM");
    const [code] = await this.#exited;
    return code;
  }

  /** Lets it stand still, with every connection open, until `goOn`. */
  halt() {
    this.child.kill("SIGSTOP");
  }

  goOn() {
    this.child.kill("SIGCONT");
  }

  /** What it has printed. */
  get output() {
    return this.#output;
  }

  async #answers(url) {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`it ended at once (${this.child.exitCode}):\n${this.#output}`);
      // Refused until it listens: there is no event to wait for on a port that is not there yet.
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok) return;
      await pause(20);
    }
    throw new Error(`${url} did not answer:\n${this.#output}`);
  }
}
