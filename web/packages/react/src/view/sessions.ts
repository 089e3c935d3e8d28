// The live chat of customers and visitors, with its style and its words: brands and creators never have one.

export { learnSessions as learn } from "../words/english-sessions.ts";
export { ButtonsCard } from "./buttons-card.tsx";
export { SessionView } from "./session-view.tsx";
export { css } from "./sessions-css.gen.ts";
