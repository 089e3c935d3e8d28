// How most tests of the parties' chat begin: an order that Asha handles, and its brand at the shop's page.

import type { Browser } from "@playwright/test";
import type { StaffMember, Stage } from "../stage/fixtures.ts";
import type { MadeOrder } from "../stage/liaison.ts";
import { type Coming, Visitor } from "./visitor.ts";

/** Where a test happens. */
interface Place {
  readonly browser: Browser;
  readonly stage: Stage;
}

/** Who is there. */
interface Case {
  readonly agent: StaffMember;
  readonly made: MadeOrder & { readonly ticket: number };
  readonly brand: Visitor;
}

/** The brand looks at its order; the chat is closed. */
export async function brandAtShop({ browser, stage }: Place, how: Coming = {}): Promise<Case> {
  const agent = await stage.staff({ name: "Asha Rao" });
  const made = await stage.order(agent);
  const brand = await Visitor.come(browser, stage, made.brandToken, made.ticket, how);
  return { agent, made, brand };
}

/** The brand has opened the chat, and can write. */
export async function brandInChat(place: Place, how: Coming = {}): Promise<Case> {
  const begun = await brandAtShop(place, how);
  await begun.brand.open();
  return begun;
}
