// What everything in the console works with, once somebody is logged in.

import type { Liaison, Me } from "@liaison-chat/client";
import { createContext, useContext } from "react";
import type { Auth } from "./auth.ts";

/** The client, the person and the login. */
export interface Console {
  readonly liaison: Liaison;
  readonly me: Me;
  readonly auth: Auth;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

/** What everything in the console works with. */
export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (!found) throw new Error("nobody is logged in here");
  return found;
}

const RANKS = ["agent", "team_lead", "supervisor", "admin", "super_admin"] as const;

/** Whether the person has this role or one above it. */
export function isAtLeast(me: Pick<Me, "user_type">, role: (typeof RANKS)[number]): boolean {
  return RANKS.indexOf(me.user_type as (typeof RANKS)[number]) >= RANKS.indexOf(role);
}

/** Whether cases are assigned to the person: routing passes over those who only lead. */
export function takesCases({ user_type }: Pick<Me, "user_type">): boolean {
  return user_type === "agent" || user_type === "team_lead";
}
