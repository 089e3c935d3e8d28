// A field with its name, what it is for and what is wrong with it.

import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

/** Attributes that tie a field to its name, its hint and its error. */
export interface FieldTies {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** A named place for any field. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (ties: FieldTies) => ReactNode;
}): ReactNode {
  const id = useId();
  const about = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="lia-field">
      <label className="lia-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": about, "aria-invalid": error ? true : undefined })}
      {error ? (
        <p className="lia-field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : hint ? (
        <p className="lia-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** A field for one line of text. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...more
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
} & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => <input className={classNames("lia-input", className)} {...ties} {...more} />}
    </Field>
  );
}

/** A choice of one from a list that the browser opens. */
export function Select({ className, ...more }: SelectHTMLAttributes<HTMLSelectElement>): ReactNode {
  return (
    <span className={classNames("lia-select", className)}>
      <select className="lia-input" {...more} />
      <Icon name="chevron" size={14} />
    </span>
  );
}
