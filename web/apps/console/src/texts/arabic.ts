// The console in Arabic. What is put into one, as a name, a file or a key, is isolated: it may be
// written in the other direction.

import { admin } from "./arabic/admin.ts";
import { auth } from "./arabic/auth.ts";
import { cases } from "./arabic/cases.ts";
import { conversation } from "./arabic/conversation.ts";
import { general } from "./arabic/general.ts";
import { inbox } from "./arabic/inbox.ts";
import { preferences } from "./arabic/preferences.ts";
import { session } from "./arabic/session.ts";
import { shell } from "./arabic/shell.ts";
import { ticket } from "./arabic/ticket.ts";
import type { Texts } from "./english.ts";

export const arabic: Texts = {
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
