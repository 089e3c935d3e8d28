// The peer of the engine: bare socket.io, doing what the `idle` example of our engine does. Prints its address; every
// line on standard input broadcasts 1,000 events to everybody.

import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { setImmediate as breathe } from "node:timers/promises";

import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { pingInterval: 60_000, serveClient: false });
io.on("connection", (socket) => socket.join([`conversation:${socket.id}`, "all"]));
http.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(`127.0.0.1:${http.address().port}`));

for await (const _line of createInterface({ input: process.stdin })) {
  for (let number = 0; number < 1000; number++) {
    io.to("all").emit("item", [number, "x".repeat(200)]);
    await breathe();
  }
}
process.exit(0);
