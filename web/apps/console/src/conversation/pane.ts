// Where staff write in a case.

import type { DraftChannel } from "@liaison-chat/client";

/** In a ticket to one of the parties, or to each other; in a live chat to the person. Each has a draft of its own. */
export type Pane = DraftChannel | "chat";
