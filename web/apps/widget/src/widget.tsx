// The widget of a page: what it was told to be, drawn into a shadow root that the page's styles do not reach.

import { Liaison } from "@liaison-chat/client";
import { FloatingChatWidget, forgetDrafts, LiaisonProvider } from "@liaison-chat/react";
import { type ComponentChild, options, render } from "preact";
import { accountOf } from "./account.ts";
import { type Mount, mount } from "./mount.ts";
import { pageStorage } from "./page-storage.ts";
import { type WorkspaceSettings, workspaceSettings } from "./workspace-settings.ts";

/** How a page wants its widget. */
export interface Settings {
  /** The server. Absent: where the script came from. */
  url?: string;
  /** The person's token, signed by the host, or what gives it; asked again when the server no longer takes it. */
  token?: string | Promise<string> | ((isRefused: boolean) => string | Promise<string>);
  ticketId?: number | string;
  orderId?: number | string;
  lang?: string;
  theme?: "light" | "dark" | "auto";
  position?: "start" | "end";
  launcher?: boolean;
  /** The operator's colour, `#rrggbb`; absent: the one in the server's settings. */
  color?: string;
  sound?: boolean;
  /** Above what the page shows: a `z-index`. */
  zIndex?: number;
}

/** What a page can hear. */
export type EventName = "ready" | "open" | "close" | "unread" | "order";

const listeners = new Map<EventName, Set<(fact?: unknown) => void>>();
/** An object that has what it was given and nothing else: pages put an `id` or a `url` of their own in every object. */
const only = <T extends object>(...parts: T[]): T => Object.assign(Object.create(null), ...parts);

// Preact takes the properties of an element as they come. A text stays what it is.
options.vnode = ({ props }) => void Object.setPrototypeOf(props, null);

let settings = only<Settings>();
let liaison: Liaison | undefined;
let mounted: Mount | undefined;
let leaving = new AbortController();
let isOpen = false;
let visits = 0;
let workspace: WorkspaceSettings = {};

/** Where this script came from is where the server is. */
const origin = new URL(/* @vite-ignore */ "..", import.meta.url).href;

function tell(name: EventName, fact?: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(fact);
}

function draw(): void {
  if (!mounted || !liaison) return;
  const { ticketId, orderId, position, launcher, lang, theme, sound, color = workspace.color } = settings;
  const tree = (
    <LiaisonProvider
      client={liaison}
      lang={lang}
      theme={theme}
      sound={sound}
      color={color}
      organisation={workspace.organisation}
      maxFileBytes={workspace.maxFileBytes}
    >
      <FloatingChatWidget
        // Another order is another chat.
        key={`${ticketId} ${orderId}`}
        ticketId={ticketId}
        orderId={orderId}
        position={position}
        launcher={launcher}
        isOpen={isOpen}
        onOpenChange={turn}
        onUnreadChange={(unread) => tell("unread", unread)}
      />
    </LiaisonProvider>
  );
  // Written in React's words, drawn by Preact: see react.ts.
  render(tree as unknown as ComponentChild, mounted.layer);
}

function turn(next: boolean): void {
  if (isOpen === next) return;
  isOpen = next;
  draw();
  mounted?.place(next);
  tell(next ? "open" : "close");
}

/** The launcher waits no longer for its colour. */
const COLOR_TIMEOUT_MS = 1_000;

/** A client for the token of the settings, in place of the one before. It is drawn whatever becomes of the token. */
function enter(): void {
  const { token, url = origin } = settings;
  liaison?.disconnect();
  liaison = undefined;
  if (!token) return;
  const visit = ++visits;
  let account = "";
  liaison = new Liaison({
    url,
    token: async (isRefused) => {
      const given = await (typeof token === "function" ? token(isRefused) : token);
      // Whose it is decides what of the storage is read, which nobody does before there is a token.
      account = accountOf(String(given).trim());
      return given;
    },
    storage: {
      area: pageStorage,
      get account() {
        return account;
      },
    },
  });
  liaison.connection.on("ticket_updated", (facts) => tell("order", facts));
  const drawn = () => visit === visits && draw();
  const timer = setTimeout(drawn, COLOR_TIMEOUT_MS);
  void workspaceSettings(url).then((rules) => {
    clearTimeout(timer);
    if (visit === visits) workspace = rules;
    drawn();
  });
}

/** Boots again with the same settings, and keeps the chat open. */
function again(): void {
  const wasOpen = isOpen;
  api.boot(settings);
  if (wasOpen) api.open();
}

function leave(): void {
  visits++;
  liaison?.disconnect();
  liaison = undefined;
  isOpen = false;
  if (mounted) render(null, mounted.layer);
}

/** The commands of a page: `Liaison("open")` or `Liaison.open()`. */
export const api = {
  /** Shows the widget. Called again it starts anew, with these settings only. */
  boot(next: Settings = {}): void {
    api.destroy();
    settings = only(next);
    mounted = mount(next.zIndex, again);
    leaving = new AbortController();
    const { signal } = leaving;
    // A page with an open connection is not kept for the way back.
    addEventListener("pagehide", () => liaison?.disconnect(), { signal });
    addEventListener("pageshow", ({ persisted }) => persisted && liaison?.connect(), { signal });
    enter();
    tell("ready");
  },
  /** Takes the widget away. What waits to be sent is sent after the next boot. */
  destroy(): void {
    leave();
    leaving.abort();
    mounted?.remove();
    mounted = undefined;
  },
  /** Changes settings: another order after the page moved on, another language. */
  update(next: Settings): void {
    const fresh = only(next);
    settings = only(settings, fresh);
    if ("token" in fresh || "url" in fresh) enter();
    else draw();
  },
  /** Says who the person is, by a token that the host signed. */
  identify(token: Settings["token"]): void {
    api.update(token === undefined ? {} : { token });
  },
  /** Forgets the person: connection, messages that wait, drafts. */
  async logout(): Promise<void> {
    const before = liaison;
    delete settings.token;
    leave();
    forgetDrafts();
    await before?.forget();
  },
  open(of?: Pick<Settings, "ticketId" | "orderId">): void {
    if (of) settings = only<Settings>(settings, { ticketId: undefined, orderId: undefined } as object, of);
    turn(true);
    draw();
    mounted?.place(true);
  },
  close(): void {
    turn(false);
  },
  toggle(): void {
    turn(!isOpen);
  },
  /** Calls `listener` at each event of that name; the answer stops it. */
  on(name: EventName, listener: (fact?: unknown) => void): () => void {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  },
};
