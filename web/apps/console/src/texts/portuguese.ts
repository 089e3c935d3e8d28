// The console in Portuguese, as in Brazil.

import type { Texts } from "./english.ts";
import { admin } from "./portuguese/admin.ts";
import { auth } from "./portuguese/auth.ts";
import { cases } from "./portuguese/cases.ts";
import { conversation } from "./portuguese/conversation.ts";
import { general } from "./portuguese/general.ts";
import { inbox } from "./portuguese/inbox.ts";
import { preferences } from "./portuguese/preferences.ts";
import { session } from "./portuguese/session.ts";
import { shell } from "./portuguese/shell.ts";
import { ticket } from "./portuguese/ticket.ts";

export const portuguese: Texts = {
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
