// The console in French.

import type { Texts } from "./english.ts";
import { admin } from "./french/admin.ts";
import { auth } from "./french/auth.ts";
import { cases } from "./french/cases.ts";
import { conversation } from "./french/conversation.ts";
import { general } from "./french/general.ts";
import { inbox } from "./french/inbox.ts";
import { preferences } from "./french/preferences.ts";
import { session } from "./french/session.ts";
import { shell } from "./french/shell.ts";
import { ticket } from "./french/ticket.ts";

export const french: Texts = {
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
