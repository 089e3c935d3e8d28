// node-postgres: one prepared statement for each message, a pool of 10.

import { randomUUID } from "node:crypto";

import pg from "pg";

import { POOL, TABLES } from "./tables.mjs";

const STORE = `
  WITH next AS (UPDATE conversation SET last_seq = last_seq + 1 WHERE id = $2 RETURNING last_seq)
  INSERT INTO message SELECT $1, $2, last_seq, $3, $4, $5, $6 FROM next RETURNING seq
`;

export async function open() {
  const pool = new pg.Pool({ connectionString: process.env.PEER_DATABASE_URL, max: POOL });
  await pool.query(TABLES);
  return {
    async post({ conversation, author, text, clientId }) {
      const [id, created_at] = [randomUUID(), new Date()];
      const values = [id, conversation, clientId, author, text, created_at];
      const { rows } = await pool.query({ name: "store", text: STORE, values });
      const seq = Number(rows[0].seq);
      return { id, conversation_id: conversation, seq, client_id: clientId, sender: { id: author }, text, created_at };
    },
  };
}
