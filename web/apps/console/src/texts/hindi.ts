// The console in Hindi.

import type { Texts } from "./english.ts";
import { admin } from "./hindi/admin.ts";
import { auth } from "./hindi/auth.ts";
import { cases } from "./hindi/cases.ts";
import { conversation } from "./hindi/conversation.ts";
import { general } from "./hindi/general.ts";
import { inbox } from "./hindi/inbox.ts";
import { preferences } from "./hindi/preferences.ts";
import { session } from "./hindi/session.ts";
import { shell } from "./hindi/shell.ts";
import { ticket } from "./hindi/ticket.ts";

export const hindi: Texts = {
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
