// The fields of the structured forms, for those who fill them in and for those who read them.

import type { FormType } from "@liaison-chat/client";

/** A field. Its name in the form is also the name of its label. */
export interface FormField {
  readonly name: "deliverables" | "description" | "deadline" | "links" | "changes" | "where";
  readonly kind: "line" | "text" | "date";
  readonly isRequired: boolean;
}

/** The fields of each form. */
export const FORM_FIELDS: Readonly<Record<FormType, readonly FormField[]>> = {
  requirements: [
    { name: "deliverables", kind: "line", isRequired: true },
    { name: "description", kind: "text", isRequired: true },
    { name: "deadline", kind: "date", isRequired: false },
    { name: "links", kind: "text", isRequired: false },
  ],
  revision: [
    { name: "changes", kind: "text", isRequired: true },
    { name: "where", kind: "line", isRequired: false },
  ],
};

/** A filled-in form as it stands in a message. */
export interface FilledForm {
  readonly type: FormType;
  readonly revision: number;
  readonly answers: readonly {
    readonly name: string;
    /** The field of ours that it is. */
    readonly label: FormField["name"] | undefined;
    readonly value: unknown;
    readonly text: string;
  }[];
}

/** The form that a message carries, if it does. Hosts may send fields of their own: those keep their names. */
export function filledForm(data: Record<string, unknown> | null | undefined): FilledForm | undefined {
  const { form_type: type, fields, revision } = data ?? {};
  if ((type !== "requirements" && type !== "revision") || typeof fields !== "object" || !fields)
    return undefined;
  const known = FORM_FIELDS[type].map(({ name }) => name);
  const names = [...new Set<string>([...known, ...Object.keys(fields)])];
  const answers = names
    .map((name) => {
      const value = (fields as Record<string, unknown>)[name];
      return {
        name: name.replace(/_/g, " "),
        label: known.find((one) => one === name),
        value,
        text: textOf(value),
      };
    })
    .filter(({ text }) => text !== "");
  return { type, revision: Number(revision) || 0, answers };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return value === null || value === undefined ? "" : String(value);
}
