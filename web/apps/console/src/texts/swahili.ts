// The console in Swahili.

import type { Texts } from "./english.ts";
import { admin } from "./swahili/admin.ts";
import { auth } from "./swahili/auth.ts";
import { cases } from "./swahili/cases.ts";
import { conversation } from "./swahili/conversation.ts";
import { general } from "./swahili/general.ts";
import { inbox } from "./swahili/inbox.ts";
import { preferences } from "./swahili/preferences.ts";
import { session } from "./swahili/session.ts";
import { shell } from "./swahili/shell.ts";
import { ticket } from "./swahili/ticket.ts";

export const swahili: Texts = {
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
