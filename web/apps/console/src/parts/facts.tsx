// Facts that come as data, in words: names and values, lists, texts. Never as JSON.

import { MessageText } from "@liaison-chat/ui";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "../texts/texts.ts";

/** `length_seconds` and `lengthSeconds` as people write it. */
export function nameOf(key: string): string {
  const words = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim();
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** Any value. */
export function Facts({ value }: { readonly value: unknown }): ReactNode {
  const texts = useTexts();
  const locale = useLocale();
  if (value === null || value === undefined || value === "") {
    return <span className="text-faint">{texts.details.notSaid}</span>;
  }
  if (typeof value === "boolean") return <>{value ? texts.messages.yes : texts.messages.no}</>;
  if (typeof value === "number") return <>{new Intl.NumberFormat(locale).format(value)}</>;
  if (typeof value === "string") return <MessageText text={value} />;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object")) {
      return <>{new Intl.ListFormat(locale, { type: "unit" }).format(value.map(String))}</>;
    }
    return (
      <ul className="flex flex-col gap-1">
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts that are shown once never move.
          <li key={index}>
            <Facts value={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      {Object.entries(value).map(([key, item]) => (
        <div key={key} className="contents">
          <dt className="text-sm leading-5 text-muted">{nameOf(key)}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">
            <Facts value={item} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
