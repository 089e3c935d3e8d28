// A form to fill in: requirements before the work, a revision after it.

import { type FormType, LiaisonError, type Ticket } from "@liaison-chat/client";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FORM_FIELDS } from "../chat/form-fields.ts";
import { useLiaison } from "../provider.tsx";
import { useSpeech } from "../words/speech.tsx";

/** Asks for the fields of a form, and hands it in. */
export function FormCard({
  ticket,
  type,
  onDone,
}: {
  ticket: Ticket;
  type: FormType;
  onDone: () => void;
}): ReactNode {
  const { say } = useSpeech();
  const { rest, environment } = useLiaison();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  // One key for one form: pressed twice, or sent again after a lost answer, it is handed in once.
  const key = useRef(environment.newId());
  const fields = FORM_FIELDS[type];
  const isMissing = (name: string) => !values[name]?.trim();

  useEffect(() => form.current?.querySelector<HTMLElement>("input,textarea")?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const missing = fields.find(({ name, isRequired }) => isRequired && isMissing(name));
    if (missing) return form.current?.querySelector<HTMLElement>(`[name="${missing.name}"]`)?.focus();
    setBusy(true);
    setProblem(undefined);
    const given = Object.entries(values).filter(([, text]) => text.trim() !== "");
    const body = { form_type: type, fields: Object.fromEntries(given), client_id: key.current };
    try {
      const path = { id: ticket.id };
      await rest.call("POST /crm/tickets/{id}/forms", { path, body }, { isIdempotent: true });
      onDone();
    } catch (error) {
      setProblem(
        error instanceof LiaisonError && error.code === "CHANNEL_FROZEN" ? say("frozen") : say("failed"),
      );
      setBusy(false);
    }
  };
  return (
    <form ref={form} className="lia-form" noValidate={true} onSubmit={submit} aria-labelledby={`${id}-title`}>
      <p className="lia-card-title" id={`${id}-title`}>
        {say(type)}
      </p>
      <p className="lia-hint">{say(type === "requirements" ? "requirementsHint" : "revisionHint")}</p>
      {fields.map(({ name, kind, isRequired }) => {
        const shared = {
          id: `${id}-${name}`,
          name,
          value: values[name] ?? "",
          required: isRequired,
          dir: "auto",
          maxLength: 4000,
          "aria-invalid": isTried && isRequired && isMissing(name),
          "aria-describedby": `${id}-${name}-problem`,
          onInput: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => {
            const { value } = event.currentTarget;
            setValues((before) => ({ ...before, [name]: value }));
          },
        };
        return (
          <div key={name} className="lia-field">
            <label htmlFor={shared.id}>
              {say(name)}
              {!isRequired && <small> ({say("optional")})</small>}
            </label>
            {kind === "text" ? (
              <textarea rows={3} {...shared} />
            ) : (
              <input type={kind === "date" ? "date" : "text"} {...shared} />
            )}
            <small id={`${id}-${name}-problem`} className="lia-bad">
              {shared["aria-invalid"] ? say("required") : ""}
            </small>
          </div>
        );
      })}
      <p className="lia-bad" role="alert">
        {problem}
      </p>
      <div className="lia-form-buttons">
        <button type="button" className="lia-button" onClick={onDone}>
          {say("cancel")}
        </button>
        <button type="submit" className="lia-button lia-button-main" disabled={isBusy}>
          {say("submit")}
        </button>
      </div>
    </form>
  );
}
