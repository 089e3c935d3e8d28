// Stores nothing: bare socket.io.

import { randomUUID } from "node:crypto";

export function open() {
  let seq = 0;
  return {
    post: ({ conversation, author, text, clientId }) => ({
      id: randomUUID(),
      conversation_id: conversation,
      seq: ++seq,
      client_id: clientId,
      sender: { id: author },
      text,
      created_at: new Date().toISOString(),
    }),
  };
}
