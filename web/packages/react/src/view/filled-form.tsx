// A form that was handed in, as a card in the conversation.

import type { ReactNode } from "react";
import type { CardProps } from "../chat/cards.ts";
import { filledForm } from "../chat/form-fields.ts";
import { useSpeech } from "../words/speech.tsx";
import { Icon } from "./icons.tsx";

/** Shows the answers of a form. */
export function FilledFormView({ data, instead }: CardProps): ReactNode {
  const { say } = useSpeech();
  const form = filledForm(data);
  if (!form) return instead;
  return (
    <div className="lia-card">
      <p className="lia-card-title">
        <Icon name="form" />
        {say(form.type)}
        {form.revision > 0 && <span className="lia-chip">{form.revision}</span>}
      </p>
      <dl>
        {form.answers.map(({ name, label, text }) => (
          <div key={name}>
            <dt>{label ? say(label) : name}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
