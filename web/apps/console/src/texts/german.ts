// The console in German.

import type { Texts } from "./english.ts";
import { admin } from "./german/admin.ts";
import { auth } from "./german/auth.ts";
import { cases } from "./german/cases.ts";
import { conversation } from "./german/conversation.ts";
import { general } from "./german/general.ts";
import { inbox } from "./german/inbox.ts";
import { preferences } from "./german/preferences.ts";
import { session } from "./german/session.ts";
import { shell } from "./german/shell.ts";
import { ticket } from "./german/ticket.ts";

export const german: Texts = {
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
