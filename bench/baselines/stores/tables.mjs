// The tables of both PostgreSQL baselines.

export const TABLES = `
  CREATE TABLE conversation (id text PRIMARY KEY, last_seq bigint NOT NULL);
  CREATE TABLE message (
    id uuid PRIMARY KEY, conversation_id text NOT NULL REFERENCES conversation (id), seq bigint NOT NULL,
    client_id text, author text NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL,
    UNIQUE (conversation_id, seq), UNIQUE (client_id, conversation_id, author)
  );
  INSERT INTO conversation SELECT 'conversation-' || number, 0 FROM generate_series(0, 999) number;
`;

/** Connections to the database. */
export const POOL = 10;
