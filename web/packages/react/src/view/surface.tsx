// The ground that every component of ours stands on: style, theme, language and direction, wherever it is put.

import { type CSSProperties, type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useManner } from "../provider.tsx";
import { chooseLanguage, isRightToLeft } from "../words/language.ts";
import { Speaking } from "../words/speech.tsx";
import { fillOf } from "./operator-color.ts";
import { adoptStyle } from "./style.ts";

/** What a surface takes. */
export interface SurfaceProps {
  readonly className?: string;
  readonly style?: CSSProperties | undefined;
  readonly children: ReactNode;
}

/** Puts its children on our ground. */
export function Surface({ className = "", style, children }: SurfaceProps): ReactNode {
  const { lang, theme, color } = useManner();
  const [language, locale] = useMemo(() => {
    const wishes = [lang, document.documentElement.lang, ...navigator.languages];
    const chosen = chooseLanguage(wishes);
    // The region of the reader, where the language is the same: dates and numbers as one is used to them.
    return [chosen, wishes.find((wish) => wish && chooseLanguage([wish]) === chosen) || chosen] as const;
  }, [lang]);
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current) adoptStyle(element.current.getRootNode());
  }, []);
  return (
    <div
      ref={element}
      className={`lia ${className}`}
      style={{ ...fillOf(color), ...style }}
      lang={language}
      dir={isRightToLeft(language) ? "rtl" : "ltr"}
      data-theme={theme ?? "auto"}
    >
      <Speaking language={language} locale={locale}>
        {children}
      </Speaking>
    </div>
  );
}
