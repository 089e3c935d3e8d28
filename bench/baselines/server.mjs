// A baseline: socket.io as its users write a chat with it. `node server.mjs none|sqlite|pg|prisma`.
//
// Tokens are verified, rooms are joined, a message is stored (unless the store is `none`), then delivered to the
// room of its conversation and acknowledged. Prints its address.

import { createServer } from "node:http";

import jwt from "jsonwebtoken";
import { Server } from "socket.io";

const { open } = await import(`./stores/${process.argv[2]}.mjs`);
const store = await open();

const http = createServer();
const io = new Server(http, { pingInterval: 25_000, pingTimeout: 20_000, serveClient: false, transports: ["websocket"] });

io.use((socket, next) => {
  try {
    const claims = jwt.verify(socket.handshake.auth.token, process.env.PEER_SECRET, { algorithms: ["HS256"] });
    socket.data.user = claims.sub;
    next();
  } catch {
    next(new Error("AUTH_INVALID"));
  }
});

io.on("connection", (socket) => {
  socket.join(`user_${socket.data.user}`);
  socket.on("join_conversation", (id, ack) => {
    socket.join(`conversation_${id}`);
    ack({ success: true, conversation_id: id });
  });
  socket.on("send_message", async ({ conversationId, message: text, clientId }, ack) => {
    try {
      const message = await store.post({ conversation: conversationId, author: socket.data.user, text, clientId });
      io.to(`conversation_${conversationId}`).emit("new_message", { conversation_id: conversationId, message });
      ack({ success: true, message, seq: message.seq });
    } catch (error) {
      ack({ success: false, error_code: "INTERNAL", message: String(error) });
    }
  });
});

http.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(`127.0.0.1:${http.address().port}`));
