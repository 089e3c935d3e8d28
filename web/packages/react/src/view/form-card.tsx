// A form to fill in: requirements before the work, a revision after it.

import type { FormType, Ticket } from "@liaison-chat/client";
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { useForm } from "../chat/use-form.ts";
import { useSpeech } from "../words/speech.tsx";
import { draftOf, keepDraft } from "./draft.ts";

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
  const id = useId();
  const place = useRef<HTMLFormElement>(null);
  const name = `${type}/${ticket.id}`;
  const form = useForm(ticket, type, onDone, {
    read: () => draftOf(name),
    write: (text) => keepDraft(name, text),
  });

  useEffect(() => place.current?.querySelector<HTMLElement>("input,textarea")?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = form.submit();
    if (missing) place.current?.querySelector<HTMLElement>(`[name="${missing.name}"]`)?.focus();
  };
  return (
    <form
      ref={place}
      className="lia-form"
      noValidate={true}
      onSubmit={submit}
      aria-labelledby={`${id}-title`}
    >
      <p className="lia-card-title" id={`${id}-title`}>
        {say(type)}
      </p>
      <p className="lia-hint">{say(type === "requirements" ? "requirementsHint" : "revisionHint")}</p>
      {form.fields.map((field) => {
        const { name, kind, isRequired } = field;
        const shared = {
          id: `${id}-${name}`,
          name,
          value: form.textOf(field),
          required: isRequired,
          dir: "auto",
          maxLength: 4000,
          "aria-invalid": form.isMissing(field),
          "aria-describedby": `${id}-${name}-problem`,
          onInput: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) =>
            form.write(field, event.currentTarget.value),
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
        {form.problem && say(form.problem)}
      </p>
      <div className="lia-form-buttons">
        <button type="button" className="lia-button" onClick={onDone}>
          {say("cancel")}
        </button>
        <button type="submit" className="lia-button lia-button-main" disabled={form.isBusy}>
          {say("submit")}
        </button>
      </div>
    </form>
  );
}
