// The chat itself, with its style: fetched before anybody opens it, and not before the page is there.

export { css } from "./chat-css.gen.ts";
export { icons } from "./chat-icons.ts";
export { Panel } from "./panel.tsx";
export { TicketView } from "./ticket-view.tsx";
