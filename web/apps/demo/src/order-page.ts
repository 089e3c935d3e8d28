// An order as a shop shows it: how far it is, what was ordered, what it costs, and whom to ask.

import type { OrderStatus, Person, Ticket } from "@liaison-chat/client";
import { element } from "./element.ts";
import { picture } from "./picture.ts";

const STEPS: readonly [OrderStatus, string, string][] = [
  ["awaiting_requirements", "Ordered", "We are waiting for the brief."],
  ["in_progress", "In progress", "The creator is working on it."],
  ["delivered", "Delivered", "The result is ready for review."],
  ["completed", "Completed", "All done. Thank you!"],
];

const LATER: Partial<Record<OrderStatus, string>> = {
  revision_requested: "A revision was requested. The creator is working on it.",
  cancelled: "This order was cancelled.",
};

/** What the shop lets one do on the page. */
export interface Actions {
  contact(): void;
}

/** Draws the order for who looks at it. */
export function orderPage(ticket: Ticket, me: Person, actions: Actions): HTMLElement[] {
  const { order } = ticket;
  const isBrand = me.user_type === "brand";
  return [
    element("p.crumbs", ["Orders", element("span", ["›"], { "aria-hidden": "true" }), orderNumber(ticket)]),
    element("div.title", [
      element("h1", [order.title]),
      element("p", [`${isBrand ? "Ordered" : "Received"} on ${day(order.created_at)}`]),
    ]),
    progress(order.status, order.revision_count),
    element("div.columns", [
      element("div.left", [item(ticket, isBrand), isBrand ? brief(order.requirements) : undefined]),
      element("div.right", [costs(ticket, isBrand), help(ticket, actions)]),
    ]),
  ];
}

/** The order's number, as the shop writes it. */
export function orderNumber({ order }: Ticket): string {
  return `Order ${order.external_id ?? `#${order.id}`}`;
}

function progress(status: OrderStatus, revisions: number): HTMLElement {
  const at = STEPS.findIndex(([step]) => step === (status === "revision_requested" ? "in_progress" : status));
  const sentence = LATER[status] ?? STEPS[at]?.[2] ?? "";
  return element(
    "section.card.progress",
    [
      element(
        "ol",
        STEPS.map(([, name], index) =>
          element("li", [name], {
            "data-done": String(index <= at),
            ...(index === at ? { "aria-current": "step" } : {}),
          }),
        ),
      ),
      element("p", [revisions > 0 ? `${sentence} (revision ${revisions})` : sentence], { role: "status" }),
    ],
    { "aria-label": "How far it is", "data-status": status },
  );
}

function item({ order }: Ticket, isBrand: boolean): HTMLElement {
  return element("section.card.item", [
    picture(),
    element("div.words", [
      element("h2", [order.title]),
      element("p.quiet", [`Quantity ${order.quantity}`]),
      element("p.quiet", [
        isBrand
          ? "Your creator stays anonymous. Everything goes through support."
          : "The brand stays anonymous. Everything goes through support.",
      ]),
    ]),
  ]);
}

function brief(requirements: unknown): HTMLElement {
  const lines =
    typeof requirements === "object" && requirements
      ? Object.entries(requirements).map(([name, value]) =>
          element("div", [element("dt", [name.replace(/_/g, " ")]), element("dd", [String(value)])]),
        )
      : [];
  return element("section.card", [
    element("h2", ["Your brief"]),
    lines.length > 0
      ? element("dl", lines)
      : element("p.quiet", [
          typeof requirements === "string"
            ? requirements
            : "Not filled in yet. Contact support to submit it.",
        ]),
  ]);
}

function costs({ order }: Ticket, isBrand: boolean): HTMLElement {
  const fee = Math.round(order.amount * 0.1);
  const line = (name: string, minor: number, kind = "") =>
    element(`div${kind}`, [element("dt", [name]), element("dd", [money(minor, order.currency)])]);
  return element("section.card", [
    element("h2", [isBrand ? "Summary" : "Your payout"]),
    element("dl.costs", [
      line("Work", order.amount),
      line(isBrand ? "Service (10 %)" : "Tamarind’s share (10 %)", isBrand ? fee : -fee),
      line(isBrand ? "Total" : "You receive", isBrand ? order.amount + fee : order.amount - fee, ".sum"),
    ]),
    element("p.quiet", [
      isBrand ? "Held safely until the work is delivered." : "Paid two days after completion.",
    ]),
  ]);
}

function help({ agent }: Ticket, { contact }: Actions): HTMLElement {
  const button = element("button.contact", ["Contact Support"], { type: "button" });
  button.addEventListener("click", contact);
  return element("section.card.help", [
    element("h2", ["Need help with this order?"]),
    element("p.quiet", [`${agent.name} from our team looks after it.`]),
    button,
  ]);
}

function day(at: string): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

function money(minor: number, currency: string): string {
  return new Intl.NumberFormat("en-IN", { style: "currency", currency }).format(minor / 100);
}
