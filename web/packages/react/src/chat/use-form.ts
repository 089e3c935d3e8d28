// Filling in a form and handing it in, on any kind of screen.

import type { FormType, Ticket } from "@liaison-chat/client";
import { useRef, useState } from "react";
import { useLiaison } from "../provider.tsx";
import { FORM_FIELDS, type FormField } from "./form-fields.ts";
import { problemOf } from "./problem-of.ts";
import { useAction } from "./use-action.ts";

/** A form that is being filled in. */
export interface Form {
  readonly isBusy: boolean;
  /** The name of the sentence that says why it was not done. */
  readonly problem: ReturnType<typeof problemOf>;
  readonly fields: readonly FormField[];
  readonly textOf: (field: FormField) => string;
  readonly write: (field: FormField, text: string) => void;
  /** Whether the field has to be filled in, and somebody tried without it. */
  readonly isMissing: (field: FormField) => boolean;
  /** Hands it in, or gives the first field that is missing. */
  readonly submit: () => FormField | undefined;
}

/** Where what was filled in outlives the page. */
export interface KeptForm {
  read(): string;
  write(text: string): void;
}

/** A form of a ticket. `onDone` hears that it was handed in. */
export function useForm(ticket: Ticket, type: FormType, onDone: () => void, kept?: KeptForm): Form {
  const { rest, environment } = useLiaison();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    JSON.parse(kept?.read() || "{}"),
  );
  const [isTried, setTried] = useState(false);
  const { isBusy, error, run } = useAction();
  // One key for one form: pressed twice, or sent again after a lost answer, it is handed in once.
  const key = useRef(environment.newId());
  const fields = FORM_FIELDS[type];
  const textOf = ({ name }: FormField) => values[name] ?? "";
  const isEmpty = (field: FormField) => field.isRequired && textOf(field).trim() === "";
  return {
    fields,
    isBusy,
    problem: problemOf(error),
    textOf,
    write({ name }, text) {
      const next = { ...values, [name]: text };
      setValues(next);
      kept?.write(JSON.stringify(next));
    },
    isMissing: (field) => isTried && isEmpty(field),
    submit() {
      setTried(true);
      const missing = fields.find(isEmpty);
      if (missing) return missing;
      const given = Object.entries(values).filter(([, text]) => text.trim() !== "");
      const body = { form_type: type, fields: Object.fromEntries(given), client_id: key.current };
      const path = { id: ticket.id };
      void run(
        () => rest.call("POST /crm/tickets/{id}/forms", { path, body }, { isIdempotent: true }),
        () => {
          kept?.write("");
          onDone();
        },
      );
      return undefined;
    },
  };
}
