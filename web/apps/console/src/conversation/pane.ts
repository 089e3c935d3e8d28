// Where staff write in a ticket.

import type { DraftChannel } from "@liaison-chat/client";

/** To one of the parties, or to each other. Each has a draft of its own. */
export type Pane = DraftChannel;
