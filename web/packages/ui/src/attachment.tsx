// A file: one that was sent, or one that is about to be.

import { type ReactNode, useId } from "react";
import { Spinner } from "./button.tsx";
import { numberFormat } from "./formats.ts";
import { Icon } from "./icons.tsx";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size that people understand: `1.4 MB`. */
export function fileSize(bytes: number, locale: string): string {
  const step = bytes < 1_000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return numberFormat(locale, {
    style: "unit",
    unit: UNITS[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value);
}

/** A file as a tile with its name and size. */
export function FileTile({
  name,
  detail,
  picture,
  share,
  isFailed = false,
  action,
}: {
  readonly name: string;
  /** Its size, or why it is not here. */
  readonly detail: string;
  /** The address of a small picture of it. */
  readonly picture?: string | undefined;
  /** How much of it has been sent, from 0 to 1; absent: it is not on its way. */
  readonly share?: number | undefined;
  readonly isFailed?: boolean;
  /** What one can do with it: take it away, save it. */
  readonly action?: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="lia-file" data-failed={isFailed || undefined}>
      <span className="lia-file-sign">
        {share !== undefined ? (
          <Spinner />
        ) : picture ? (
          <img src={picture} alt="" />
        ) : (
          <Icon name={isFailed ? "alert" : "file"} />
        )}
      </span>
      <span className="lia-file-words">
        <span id={`${id}-name`} className="lia-file-name" title={name}>
          <bdi>{name}</bdi>
        </span>
        <span id={`${id}-detail`} className="lia-file-detail">
          {detail}
        </span>
        {share === undefined ? null : (
          <span
            className="lia-file-progress"
            role="progressbar"
            aria-labelledby={`${id}-name ${id}-detail`}
            aria-valuenow={Math.round(share * 100)}
          >
            <i style={{ inlineSize: `${share * 100}%` }} />
          </span>
        )}
      </span>
      {action}
    </div>
  );
}
