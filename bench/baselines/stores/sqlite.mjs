// better-sqlite3, WAL and synchronous=FULL: one transaction, and so one commit, for each message.

import { randomUUID } from "node:crypto";
import { join } from "node:path";

import Database from "better-sqlite3";

export function open() {
  const db = new Database(join(process.env.BASELINE_FOLDER, "baseline.db"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec(`
    CREATE TABLE conversation (id TEXT PRIMARY KEY, last_seq INTEGER NOT NULL);
    CREATE TABLE message (
      id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversation (id), seq INTEGER NOT NULL,
      client_id TEXT, author TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL,
      UNIQUE (conversation_id, seq), UNIQUE (client_id, conversation_id, author)
    );
  `);
  const make = db.prepare("INSERT OR IGNORE INTO conversation VALUES (?, 0)");
  for (let number = 0; number < 1_000; number++) make.run(`conversation-${number}`);
  const next = db.prepare("UPDATE conversation SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq");
  const insert = db.prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?)");
  const store = db.transaction(({ conversation, author, text, clientId }) => {
    const { last_seq: seq } = next.get(conversation);
    const [id, created_at] = [randomUUID(), new Date().toISOString()];
    insert.run(id, conversation, seq, clientId, author, text, created_at);
    return { id, conversation_id: conversation, seq, client_id: clientId, sender: { id: author }, text, created_at };
  });
  return { post: (message) => store.immediate(message) };
}
