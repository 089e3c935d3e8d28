// The console in Spanish.

import type { Texts } from "./english.ts";
import { admin } from "./spanish/admin.ts";
import { auth } from "./spanish/auth.ts";
import { cases } from "./spanish/cases.ts";
import { conversation } from "./spanish/conversation.ts";
import { general } from "./spanish/general.ts";
import { inbox } from "./spanish/inbox.ts";
import { preferences } from "./spanish/preferences.ts";
import { session } from "./spanish/session.ts";
import { shell } from "./spanish/shell.ts";
import { ticket } from "./spanish/ticket.ts";

export const spanish: Texts = {
  ...general,
  ...auth,
  ...shell,
  ...inbox,
  ...ticket,
  ...conversation,
  ...cases,
  ...session,
  ...admin,
  ...preferences,
};
