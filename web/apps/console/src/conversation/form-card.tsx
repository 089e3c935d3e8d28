// A form that a party filled in, as names and values.

import { type CardProps, filledForm } from "@liaison-chat/react/logic";
import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { Facts, nameOf } from "../parts/facts.tsx";
import { useTexts } from "../texts/texts.ts";

/** A form. */
export function FormCard({ data, instead }: CardProps): ReactNode {
  const texts = useTexts();
  const form = filledForm(data);
  if (!form) return instead;
  return (
    <div className="min-w-[220px]">
      <p className="mb-1.5 flex items-center gap-1.5 font-semibold">
        <Icon name="template" />
        {form.type === "revision" && form.revision
          ? texts.messages.revision(form.revision)
          : texts.messages.form[form.type]}
      </p>
      <dl className="flex flex-col gap-1.5">
        {form.answers.map(({ name, label, value }) => (
          <div key={name}>
            <dt className="text-sm leading-5 text-muted">
              {label ? texts.messages.fields[label] : nameOf(name)}
            </dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">
              <Facts value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
