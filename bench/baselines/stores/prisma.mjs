// Prisma on PostgreSQL: `message.create`, and nothing more. It gives no positions, so it does less than the others.

import { randomUUID } from "node:crypto";

import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

import { PrismaClient } from "../generated/client.js";
import { POOL, TABLES } from "./tables.mjs";

export async function open() {
  const connectionString = process.env.PEER_DATABASE_URL;
  const tables = new pg.Client({ connectionString });
  await tables.connect();
  await tables.query(TABLES);
  await tables.query("ALTER TABLE message ALTER seq DROP NOT NULL");
  await tables.end();
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString, max: POOL }) });
  await prisma.$connect();
  return {
    async post({ conversation, author, text, clientId }) {
      const data = { id: randomUUID(), conversation_id: conversation, client_id: clientId, author, text, created_at: new Date() };
      const { created_at, ...stored } = await prisma.message.create({ data });
      return { ...stored, sender: { id: author }, created_at };
    },
  };
}
