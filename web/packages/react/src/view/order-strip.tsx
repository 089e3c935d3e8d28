// The order a conversation is about: what, how much, how far. It moves by itself.

import type { FormType, Ticket } from "@liaison-chat/client";
import type { ReactNode } from "react";
import { stepsOf } from "../chat/order-steps.ts";
import { moneyOf } from "../words/formats.ts";
import { useSpeech } from "../words/speech.tsx";

/** Shows an order; `form` is what its brand can fill in now. */
export function OrderStrip({
  order,
  form,
  onForm,
}: {
  order: Ticket["order"];
  form: FormType | undefined;
  onForm: () => void;
}): ReactNode {
  const { say, locale } = useSpeech();
  const { done, of } = stepsOf(order.status);
  return (
    <section className="lia-order" aria-label={say("order")} data-status={order.status}>
      <p className="lia-order-line">
        <b dir="auto">{order.title}</b>
        <span>{moneyOf(locale, order.amount, order.currency)}</span>
      </p>
      {done > 0 && (
        <span className="lia-steps" aria-hidden="true">
          {Array.from({ length: of }, (_, step) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are their numbers
            <i key={step} data-done={step < done} />
          ))}
        </span>
      )}
      <p className="lia-order-line">
        <span className="lia-order-status" role="status">
          {say(order.status)}
          {order.revision_count > 0 && ` · ${say("revisions", { count: order.revision_count })}`}
        </span>
        {form && (
          <button type="button" className="lia-link" onClick={onForm}>
            {say(form === "requirements" ? "requirementsFill" : "revisionFill")}
          </button>
        )}
      </p>
    </section>
  );
}
