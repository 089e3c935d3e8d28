// What each browser test gets: a server, staff, orders, and pages that must not complain.

import { randomBytes, randomUUID } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { complaintsBut } from "./complaints.ts";
import { FrontDoor } from "./front-door.ts";
import { type Api, type LiaisonServer, type MadeOrder, startLiaison } from "./liaison.ts";

/** A member of staff, made for one test. */
export interface StaffMember {
  readonly id: number;
  readonly public_id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly api: Api;
}

/** How to make a member of staff. */
export interface StaffWish {
  readonly name?: string;
  readonly role?: "agent" | "team_lead" | "supervisor" | "admin";
  readonly team?: string;
  /** One that nobody has when absent. */
  readonly email?: string;
  readonly isAvailable?: boolean;
}

/** The server with its people. */
export interface Stage {
  /** The address for browsers. */
  readonly url: string;
  readonly server: LiaisonServer;
  readonly door: FrontDoor;
  /** The first super admin. */
  readonly admin: Api;
  /** Creates somebody who can log in. */
  staff(wish?: StaffWish): Promise<StaffMember>;
  /** Creates an order between two new people, whose ticket `agent` handles. */
  order(agent?: StaffMember, title?: string): Promise<MadeOrder & { ticket: number }>;
  /** Says something as a party. */
  say(token: string, ticket: number, text: string): Promise<void>;
}

/** A stage that can be closed again. */
export interface OpenStage extends Stage {
  close(): Promise<void>;
}

interface WorkerFixtures {
  stage: Stage;
}

interface TestFixtures {
  /** Fails the test when a page throws, breaks the content policy or logs an error. */
  complaints: string[];
}

/** What browsers log about requests that a test makes fail on purpose. */
const EXPECTED = /Failed to load resource|WebSocket connection to/;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here.
    async ({}, use) => {
      const stage = await openStage();
      await use(stage);
      await stage.close();
    },
    { scope: "worker" },
  ],
  complaints: complaintsBut(EXPECTED),
});

export { expect };

/** A server with an empty store, with more settings by their names in the environment, and its front door. */
export async function openStage(settings: Record<string, string> = {}): Promise<OpenStage> {
  const server = await startLiaison(settings);
  const door = await FrontDoor.open(server.port);
  return new RealStage(server, door, server.api(await server.login()));
}

class RealStage implements OpenStage {
  readonly server: LiaisonServer;
  readonly door: FrontDoor;
  readonly admin: Api;

  constructor(server: LiaisonServer, door: FrontDoor, admin: Api) {
    this.server = server;
    this.door = door;
    this.admin = admin;
  }

  get url(): string {
    return this.door.url;
  }

  async close(): Promise<void> {
    await this.door.close();
    await this.server.remove();
  }

  async staff(wish: StaffWish = {}): Promise<StaffMember> {
    const { name = "Asha Iyer", role = "agent", team = "creators", isAvailable = true } = wish;
    const { email = `${randomUUID()}@example.com` } = wish;
    const password = randomBytes(12).toString("hex");
    const made = await this.admin.post("/admin/staff", { name, email, password, role, team, capacity: 500 });
    if (made.status !== 201) throw new Error(`staff was not made: ${JSON.stringify(made)}`);
    const token = await this.server.login({ email, password });
    const api = this.server.api(token);
    if (isAvailable) await api.put("/agent/status", { status: "available" });
    return { id: made.body.id, public_id: made.body.public_id, name, email, password, token, api };
  }

  async order(agent?: StaffMember, title?: string): Promise<MadeOrder & { ticket: number }> {
    const made = await this.server.order(randomUUID().slice(0, 8));
    const ticket = made.order.ticket.id;
    if (title) await this.server.host.patch(`/orders/${made.order.id}`, { title });
    if (agent) await this.admin.put(`/crm/tickets/${ticket}/reassign`, { agent_id: agent.id });
    return { ...made, ticket };
  }

  async say(token: string, ticket: number, text: string): Promise<void> {
    const { status, body } = await this.server.api(token).post(`/crm/tickets/${ticket}/messages`, { text });
    if (status !== 201 && status !== 200) throw new Error(`not said: ${JSON.stringify(body)}`);
  }
}

/** Logs in through the console's own page. */
export async function logIn(page: Page, stage: Stage, who: StaffMember, path = ""): Promise<void> {
  await page.goto(`${stage.url}/console/${path}`);
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

/**
 * Waits until a page of the console is there after a load. The login, which has a heading too, comes before it. `main`
 * is what the navigation is called in the page's language.
 */
export async function isThere(page: Page, main = "Main"): Promise<void> {
  await expect(page.getByRole("navigation", { name: main })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".lia-skeleton")).toHaveCount(0);
}
