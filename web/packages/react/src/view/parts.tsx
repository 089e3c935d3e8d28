// The parts that are fetched when they are needed. Each bundler makes chunks of them.

import type { Cards } from "../chat/cards.ts";
import type { Clipboard, Paste } from "../chat/clipboard.ts";
import { extendIcons } from "./icons.tsx";
import { lazily } from "./lazy.tsx";
import { extendStyle } from "./style.ts";

/** What a chunk brings for the parts in it. */
interface Outfit {
  readonly css: string;
  readonly icons?: Parameters<typeof extendIcons>[0];
  /** Adds its words to those of English. */
  readonly learn?: () => void;
}

/** A chunk, with its style, icons and words put beside those that are there. */
const dressed =
  <Part extends Outfit>(load: () => Promise<Part>) =>
  async (): Promise<Part> => {
    const part = await load();
    extendStyle(part.css);
    if (part.icons) extendIcons(part.icons);
    part.learn?.();
    return part;
  };

const chat = dressed(() => import("./chat.ts"));
const extras = dressed(() => import("./extras.ts"));
const forms = dressed(() => import("./forms.ts"));
const sessions = dressed(() => import("./sessions.ts"));

/** Fetches the chat before it is opened. */
export const prepareChat = (): void => void chat().catch(() => {});

/** What a paste means, once what judges it is there; without it a paste is its text, or its files. */
export const judgePaste = (clipboard: Clipboard<File>): Promise<Paste<File>> =>
  extras().then(
    (part) => part.pasteOf(clipboard),
    () => (clipboard.text ? { attach: [], offer: clipboard.files } : { attach: clipboard.files, offer: [] }),
  );

/** The window of a chat. */
export const Panel = lazily(() => chat().then((part) => part.Panel));
/** The chat about an order, without a ground of its own. */
export const TicketView = lazily(() => chat().then((part) => part.TicketView));
/** A file of a message. */
export const AttachmentView = lazily(() => extras().then((part) => part.AttachmentView));
/** What messages that are cards are drawn as. */
export const cards: Cards = {
  form: lazily(() => forms().then((part) => part.FilledFormView)),
  buttons: lazily(() => sessions().then((part) => part.ButtonsCard)),
};
/** The live chat of a customer or visitor. */
export const SessionView = lazily(() => sessions().then((part) => part.SessionView));
/** A form to fill in. */
export const FormCard = lazily(() => forms().then((part) => part.FormCard));
/** A message of one's own that is being changed. */
export const OwnMessageView = lazily(() => extras().then((part) => part.OwnMessageView));
/** Files of the message that is being written. */
export const Tray = lazily(() => extras().then((part) => part.Tray));
/** A voice message that is being spoken. */
export const Recorder = lazily(() => extras().then((part) => part.Recorder));
/** All conversations of a person. */
export const ConversationList = lazily(() => extras().then((part) => part.ConversationList));
