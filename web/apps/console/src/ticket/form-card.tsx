// A form that a party filled in, as names and values.

import type { Message } from "@liaison-chat/client";
import { Icon } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useTexts } from "../texts/texts.ts";
import { Facts } from "./facts.tsx";

/** A form in a message. */
export interface FormFacts {
  readonly type: "requirements" | "revision";
  readonly fields: Record<string, unknown>;
  readonly revision?: number;
}

/** The form that a message carries. */
export function formOf({ action_data }: Pick<Message, "action_data">): FormFacts | undefined {
  const { form_type, fields, revision } = action_data ?? {};
  if (form_type !== "requirements" && form_type !== "revision") return undefined;
  if (typeof fields !== "object" || fields === null) return undefined;
  return {
    type: form_type,
    fields: fields as Record<string, unknown>,
    ...(typeof revision === "number" ? { revision } : {}),
  };
}

/** A form. */
export function FormCard({ form }: { readonly form: FormFacts }): ReactNode {
  const texts = useTexts();
  return (
    <div className="min-w-[220px]">
      <p className="mb-1.5 flex items-center gap-1.5 font-semibold">
        <Icon name="template" />
        {form.type === "revision" && form.revision
          ? texts.messages.revision(form.revision)
          : texts.messages.form[form.type]}
      </p>
      <Facts value={form.fields} />
    </div>
  );
}
