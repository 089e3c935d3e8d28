// Makes the story by the API, each line by whoever says it, in the order of the story's time.

import { type OpenStage, openStage, type StaffMember } from "../e2e/stage/fixtures.ts";
import { type Api, hostToken, type RestAnswer } from "../e2e/stage/liaison.ts";
import { connectAs } from "../e2e/stage/party.ts";
import { LABELS, type Line, NOW, STAFF, STORIES, type Story, TEMPLATES, WELCOME } from "./story.ts";
import { StoryClock } from "./story-clock.ts";

/** The workspace with everything in it. */
export interface Workspace {
  readonly stage: OpenStage;
  readonly clock: StoryClock;
  /** The people of the workspace by name. */
  readonly staff: ReadonlyMap<string, StaffMember>;
  /** The orders by number. */
  readonly orders: ReadonlyMap<string, MadeStory>;
}

/** An order of the story, as it is on the server. */
export interface MadeStory {
  readonly story: Story;
  readonly order: number;
  readonly ticket: number;
  readonly brandToken: string;
  readonly creatorToken: string;
  readonly brandChannel: string;
  readonly creatorChannel: string;
}

/** Opens the workspace. */
export async function makeWorkspace(storyboard: Uint8Array): Promise<Workspace> {
  const stage = await openStage();
  const clock = new StoryClock();
  clock.at("2026-03-09T09:00");
  const { body: settings } = await stage.admin.get("/support/settings");
  await stage.admin.put("/support/settings", { ...settings, organisation_name: "Tamarind", ...WELCOME });
  const staff = new Map<string, StaffMember>();
  for (const { name, role, skills, capacity } of STAFF) {
    const email = `${name.split(" ")[0]?.normalize("NFD").replace(/\W/g, "").toLowerCase()}@tamarind.example`;
    const member = await stage.staff({ name, role, email, isAvailable: false });
    await stage.admin.patch(`/admin/staff/${member.id}`, { skills, capacity });
    await member.api.put("/agent/status", { status: "offline" });
    // An order goes to somebody who is connected.
    if (role !== "admin") await connectAs(stage.server.url, member.token);
    staff.set(name, member);
  }
  for (const [title, shortcut, body] of TEMPLATES)
    await stage.admin.post("/crm/templates", { title, shortcut, body });
  const maker = new Maker(stage, staff, storyboard);
  const lines = STORIES.flatMap((story) => [
    { time: opening(story), story, line: undefined },
    ...story.lines.map((line) => ({ time: line[0], story, line })),
  ]);
  for (const { time, story, line } of lines.toSorted((one, other) => one.time.localeCompare(other.time))) {
    clock.at(`2026-03-${time}`);
    if (line) await maker.say(story, line);
    else await maker.open(story);
  }
  clock.at(NOW);
  for (const [name, color, titles] of LABELS) {
    const label = made(await stage.admin.post("/crm/labels", { name, color }));
    for (const { story, ticket } of maker.orders.values())
      if (titles.includes(story.title))
        made(await stage.admin.put(`/crm/tickets/${ticket}/labels/${label.id}`, {}));
  }
  for (const name of ["Maya Rao", "Tomás Ruiz"])
    await staff.get(name)?.api.put("/agent/status", { status: "available" });
  await staff.get("Asha Iyer")?.api.put("/agent/status", { status: "busy" });
  return { stage, clock, staff, orders: maker.orders };
}

/** An order is there some minutes before anybody says anything about it. */
function opening({ lines }: Story): string {
  const [day, hours] = (lines[0]?.[0] ?? NOW).split("T");
  return `${day}T${String(Number(hours?.slice(0, 2)) - 1).padStart(2, "0")}:50`;
}

/** Says the lines, one after the other. */
class Maker {
  readonly orders = new Map<string, MadeStory>();
  readonly #stage: OpenStage;
  readonly #staff: ReadonlyMap<string, StaffMember>;
  readonly #storyboard: Uint8Array;
  /** The newest message of each order. */
  readonly #newest = new Map<string, string>();

  constructor(stage: OpenStage, staff: ReadonlyMap<string, StaffMember>, storyboard: Uint8Array) {
    this.#stage = stage;
    this.#staff = staff;
    this.#storyboard = storyboard;
  }

  /** The order is placed while only the agent of the story is available. */
  async open(story: Story): Promise<void> {
    const agent = this.#agent(story);
    await agent.put("/agent/status", { status: "available" });
    const party = (name: string) => ({
      external_id: name.toLowerCase().replace(/\W+/gu, "-") + name.length,
      name,
    });
    const [brand, creator] = [party(story.brand), party(story.creator)];
    const { external_id, title, amount } = { external_id: story.number, ...story };
    const body = { external_id, title, amount, currency: "INR", brand, creator };
    const order = made(await this.#stage.server.host.post("/orders", body));
    await agent.put("/agent/status", { status: "offline" });
    this.orders.set(story.number, {
      story,
      order: order.id,
      ticket: order.ticket.id,
      brandToken: hostToken(brand, "brand"),
      creatorToken: hostToken(creator, "creator"),
      brandChannel: order.ticket.brand_agent_channel,
      creatorChannel: order.ticket.creator_agent_channel,
    });
  }

  async say(story: Story, [, who, words]: Line): Promise<void> {
    const here = this.orders.get(story.number) as MadeStory;
    const agent = this.#agent(story);
    const route = `/crm/tickets/${here.ticket}`;
    const party = (side: string) =>
      this.#stage.server.api(side === "brand" ? here.brandToken : here.creatorToken);
    const message = async (api: Api, body: object) => {
      const { message } = made(await api.post(`${route}/messages`, body));
      this.#newest.set(story.number, message.id);
    };
    switch (who) {
      case "brand":
      case "creator":
        return message(party(who), { text: words });
      case "to brand":
        return message(agent, { channel_type: "brand_agent", text: words });
      case "to creator":
        return message(agent, { channel_type: "creator_agent", text: words });
      case "storyboard": {
        const file = made(
          await this.#stage.server.upload(here.creatorToken, "storyboard-1.png", this.#storyboard),
        );
        return message(party("creator"), { text: "", attachment_ids: [file.id] });
      }
      case "relay":
        return void made(await agent.post(`${route}/relay`, { message_id: this.#newest.get(story.number) }));
      case "relay as":
        return void made(
          await agent.post(`${route}/relay`, { message_id: this.#newest.get(story.number), text: words }),
        );
      case "note":
        return void made(await agent.post(`${route}/notes`, { text: words }));
      case "note of Wanjiru":
        return void made(await this.#member("Wanjiru Kamau").post(`${route}/notes`, { text: words }));
      case "requirements":
      case "revision":
        return void made(await party("brand").post(`${route}/forms`, { form_type: who, fields: words }));
      case "order":
        return void made(await this.#stage.server.host.patch(`/orders/${here.order}`, { status: words }));
      case "status":
      case "priority":
        return void made(await agent.put(`${route}/${who}`, { [who]: words }));
    }
  }

  #agent({ agent }: Story): Api {
    return this.#member(agent);
  }

  #member(name: string): Api {
    const found = this.#staff.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.api;
  }
}

/** The body of an answer that made something. */
function made({ status, body }: RestAnswer): RestAnswer["body"] {
  if (status >= 300) throw new Error(`refused: ${status} ${JSON.stringify(body)}`);
  return body;
}
