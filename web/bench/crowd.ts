// What is measured: a server with many tickets and one long conversation, made by the API as a host and its people would.

import type { OpenStage, StaffMember } from "../e2e/stage/fixtures.ts";
import type { Api, MadeOrder } from "../e2e/stage/liaison.ts";

/** Tickets of the inbox. */
export const TICKETS = 5_000;
/** Messages of the long conversation. */
export const MESSAGES = 10_000;
/** Requests under way at once. */
const AT_ONCE = 16;

/** What `makeCrowd` made. */
export interface Crowd {
  /** Handles the ticket of the long conversation. */
  readonly agent: StaffMember;
  /** Sees all tickets. */
  readonly chief: StaffMember;
  /** The order of the long conversation, which is that of its brand. */
  readonly talk: MadeOrder & { readonly ticket: number };
  /** The newest message of it. */
  readonly newest: string;
}

/** Limits that would stop one program from being thousands of people. */
export const NO_LIMITS = {
  LIAISON_LIMITS_API_KEY_REQUESTS_PER_MINUTE: "10000000",
  LIAISON_LIMITS_REQUESTS_PER_MINUTE: "10000000",
  LIAISON_LIMITS_SENDS_PER_MINUTE: "10000000",
  LIAISON_REALTIME_PACKETS_PER_SECOND: "1000000",
};

/** Makes tickets and messages. */
export async function makeCrowd(stage: OpenStage): Promise<Crowd> {
  const chief = await stage.staff({ name: "Wanjiru Kamau", role: "supervisor", isAvailable: false });
  const agents = [];
  for (const name of ["Asha Iyer", "Maya Rao", "Tomás Ruiz", "Idris Bello", "Lea Brandt", "Kofi Mensah"]) {
    const agent = await stage.staff({ name });
    await stage.admin.patch(`/admin/staff/${agent.id}`, { capacity: 1_000 });
    agents.push(agent);
  }
  const agent = agents[0] as StaffMember;
  const talk = await stage.order(agent, TITLE);
  await inParallel(TICKETS - 1, async (number) => {
    // A brand has many orders, a creator too.
    const { status, body } = await stage.server.host.post("/orders", {
      external_id: `crowd-${number}`,
      title: TITLES[number % TITLES.length],
      amount: 100_000 + number,
      currency: "INR",
      brand: {
        external_id: `brand-${number % 700}`,
        name: `${BRANDS[number % BRANDS.length]} ${number % 700}`,
      },
      creator: {
        external_id: `creator-${number % 900}`,
        name: `${CREATORS[number % CREATORS.length]} ${number % 900}`,
      },
    });
    if (status !== 201) throw new Error(`no order: ${JSON.stringify(body)}`);
  });
  const brand = stage.server.api(talk.brandToken);
  const say = async (api: Api, body: object) => {
    const said = await api.post(`/crm/tickets/${talk.ticket}/messages`, body);
    if (said.status >= 300) throw new Error(`not said: ${JSON.stringify(said.body)}`);
  };
  await inParallel(MESSAGES, async (number) => {
    const text = `${LINES[number % LINES.length]} (${number + 1})`;
    if (number % 3 === 0) await say(agent.api, { channel_type: "brand_agent", text });
    else await say(brand, { text });
  });
  const newest = "And this is the newest one.";
  await say(brand, { text: newest });
  return { agent, chief, talk, newest };
}

async function inParallel(count: number, run: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Of the order of the long conversation. */
export const TITLE = "A year of reels for the tea house";
const TITLES = [
  "Three reels for the monsoon launch",
  "Unboxing video, 60 seconds",
  "Photo set for the spring catalogue",
  "Story series about the new roastery, five parts",
  "Tutorial: a skin-care routine for dry winters",
];
const BRANDS = ["Chai & Co.", "Orbit Audio", "Blue Kettle", "Northlight Skin"];
const CREATORS = ["Lena Fox", "Omar Haddad", "Mira Sen", "Júlia Prado", "Tendai Moyo"];
const LINES = [
  "Good morning! The first cut is there.",
  "Could the logo stay on the screen a little longer? At second fourteen it is gone before one has read it.",
  "Yes.",
  "See https://example.com/boards/monsoon for the mood board; the second row is what we mean.",
  "Thank you, I pass it on.",
  "We would like to have the captions in Hindi and in English, white on a dark strip, never over a face, please.",
];
