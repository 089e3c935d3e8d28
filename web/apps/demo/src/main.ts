// The shop's page: shows the order of the person who came, and puts Liaison's widget on it as any shop would.

import { Liaison, LiaisonError, type Ticket } from "@liaison-chat/client";
import { element } from "./element.ts";
import { orderNumber, orderPage } from "./order-page.ts";
import { takePass } from "./pass.ts";

/** The part of the widget's interface that this page uses. */
interface Widget {
  (command: "boot", settings: { token: string; ticketId: number; lang?: string }): void;
  (command: "open"): void;
  (command: "on", event: "order", listener: () => void): void;
  q?: unknown[];
}

declare global {
  interface Window {
    Liaison?: Widget;
  }
}

const page = document.querySelector("main") as HTMLElement;
const pass = takePass();

if (pass) void show(pass.token, pass.ticket);
else
  explain(
    "No one is signed in here",
    "Start Liaison with `cargo xtask run` and open one of the links it prints.",
  );

async function show(token: string, ticketId: number): Promise<void> {
  const shop = new Liaison({ url: location.origin, token: () => token });
  const read = () => shop.rest.call("GET /crm/tickets/{id}", { path: { id: ticketId } });
  try {
    const [me, ticket] = await Promise.all([shop.me(), read()]);
    document.body.dataset["side"] = me.user_type;
    document.title = `${orderNumber(ticket)} – Tamarind`;
    const who = document.querySelector("#who");
    who?.replaceChildren(me.name, element("small", [me.user_type === "brand" ? "Brand" : "Creator"]));
    const draw = (now: Ticket) =>
      page.replaceChildren(...orderPage(now, me, { contact: () => say()("open") }));
    draw(ticket);
    putWidget(token, ticketId);
    // The order moves while the two talk: the page follows.
    say()("on", "order", () => void read().then(draw, () => {}));
  } catch (error) {
    const isGone = error instanceof LiaisonError && error.status >= 400 && error.status < 500;
    explain(
      isGone ? "This link has expired" : "Cannot reach the shop",
      isGone ? "Tokens expire. Use the newest link that the run command printed." : "Try again in a moment.",
    );
  }
}

/** These lines are all that a shop writes: a place for commands until the script is there, and the script. */
function putWidget(token: string, ticketId: number): void {
  say()("boot", { token, ticketId, ...langWish() });
  const script = document.createElement("script");
  script.src = "/widget/loader.js";
  script.async = true;
  document.head.append(script);
}

function say(): Widget {
  window.Liaison ??= ((...facts: unknown[]) => {
    const { Liaison: widget } = window;
    if (!widget) return;
    widget.q ??= [];
    widget.q.push(facts);
  }) as Widget;
  return window.Liaison;
}

/** `?lang=ar` shows the chat in another language. */
function langWish(): { lang?: string } {
  const lang = new URLSearchParams(location.search).get("lang");
  return lang ? { lang } : {};
}

function explain(title: string, sentence: string): void {
  page.replaceChildren(element("div.note", [element("h1", [title]), element("p", [sentence])]));
}
