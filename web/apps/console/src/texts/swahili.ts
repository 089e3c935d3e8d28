// The console in Swahili.

import type { Texts } from "./english.ts";
import { admin } from "./swahili/admin.ts";
import { conversation } from "./swahili/conversation.ts";
import { general } from "./swahili/general.ts";
import { inbox } from "./swahili/inbox.ts";
import { preferences } from "./swahili/preferences.ts";
import { session } from "./swahili/session.ts";
import { shell } from "./swahili/shell.ts";
import { ticket } from "./swahili/ticket.ts";

export const swahili: Texts = {
  ...general,
  ...session,
  ...shell,
  ...inbox,
  ...ticket,
  ...conversation,
  ...admin,
  ...preferences,
};
