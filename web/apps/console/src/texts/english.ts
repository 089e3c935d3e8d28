// The console in English. Other languages have the same shape: `Texts`.

import { admin } from "./english/admin.ts";
import { auth } from "./english/auth.ts";
import { cases } from "./english/cases.ts";
import { conversation } from "./english/conversation.ts";
import { general } from "./english/general.ts";
import { inbox } from "./english/inbox.ts";
import { preferences } from "./english/preferences.ts";
import { session } from "./english/session.ts";
import { shell } from "./english/shell.ts";
import { ticket } from "./english/ticket.ts";

export const english = {
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

/** What every language says. */
export type Texts = typeof english;
